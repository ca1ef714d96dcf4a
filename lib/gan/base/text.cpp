#include "gan/base/text.h"

namespace gan {

std::string count_text(std::int64_t count) {
  std::string text = std::to_string(count);
  const std::size_t first = count < 0 ? 1 : 0;
  for (std::size_t at = text.size(); at > first + 3;) text.insert(at -= 3, 1, ',');
  return text;
}

std::string shape_text(const std::vector<std::int64_t>& sizes, char open, char close) {
  std::string text(1, open);
  for (const std::int64_t size : sizes)
    text += (text.size() == 1 ? "" : ", ") + std::to_string(size);
  return text + close;
}

}  // namespace gan
