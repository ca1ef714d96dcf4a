#include "gan/data/class_names.h"

#include <algorithm>
#include <charconv>

#include <ATen/Functions.h>

#include "gan/base/error.h"
#include "gan/base/sha256.h"
#include "gan/data/image_set.h"

namespace gan {

std::vector<std::string> numbered_classes(std::int64_t count) {
  std::vector<std::string> names;
  for (std::int64_t i = 0; i < count; ++i) names.push_back(std::to_string(i));
  return names;
}

std::vector<std::string> class_names_of(const ImageSet& set) {
  if (!set.labels.defined() || !set.classes.empty()) return set.classes;
  return numbered_classes(set.labels.max().item<std::int64_t>() + 1);
}

std::string first_names(const std::vector<std::string>& classes) {
  constexpr std::size_t kShown = 12;
  std::string text;
  for (std::size_t i = 0; i < std::min(classes.size(), kShown); ++i)
    text += (i > 0 ? ", " : "") + classes[i];
  return text + (classes.size() > kShown ? ", ..." : "");
}

std::string labels_sha256(const ImageSet& set) {
  const at::Tensor labels = set.labels.contiguous();
  return sha256_of(labels.const_data_ptr(), labels.nbytes());
}

std::int64_t class_named(const std::string& text, const std::vector<std::string>& classes,
                         const std::string& flag) {
  const auto named = std::find(classes.begin(), classes.end(), text);
  if (named != classes.end()) return named - classes.begin();
  const auto count = static_cast<std::int64_t>(classes.size());
  std::int64_t number = -1;
  const char* const end = text.data() + text.size();
  const auto [rest, failure] = std::from_chars(text.data(), end, number);
  if (failure == std::errc() && rest == end && number >= 0 && number < count) return number;

  throw Error::usage("choosing a class")
      .at(flag)
      .expected("a number from 0 to " + std::to_string(count - 1) +
                " or a name: " + first_names(classes))
      .found("\"" + text + "\"");
}

}  // namespace gan
