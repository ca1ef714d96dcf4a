#include "gan/training/processes/node_list.h"

namespace gan {

std::string first_node(const std::string& list) {
  std::string name;
  for (std::size_t i = 0; i < list.size() && list[i] != ',';) {
    if (list[i] != '[') {
      name += list[i++];
      continue;
    }
    const std::size_t end = list.find_first_of("-,]", i);
    if (end == std::string::npos) return "";
    name += list.substr(i + 1, end - i - 1);
    i = list.find(']', i);
    if (i == std::string::npos) return "";
    ++i;
  }
  return name;
}

}  // namespace gan
