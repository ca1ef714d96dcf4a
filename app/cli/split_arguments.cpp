#include "cli/split_arguments.h"

#include <algorithm>

namespace gan::app {

SplitArguments split_arguments(const std::vector<FlagGroup>& groups,
                               const std::vector<std::string>& arguments) {
  const std::vector<Field> fields = all_fields(groups);
  SplitArguments split;
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    const std::string& word = arguments[i];
    if (word.size() < 2 || word[0] != '-') {
      split.positional.push_back(word);
      continue;
    }
    split.flags.push_back(word);
    const bool takes_next = std::any_of(fields.begin(), fields.end(), [&](const Field& field) {
      return field.flag() == word && field.kind() != Field::Kind::boolean;
    });
    if (takes_next && i + 1 < arguments.size()) split.flags.push_back(arguments[++i]);
  }
  return split;
}

}  // namespace gan::app
