// A command line of gan train, its words separated by line ends. Each option that comes of one
// comes back from its text.
#include <sstream>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "app/commands/train_options.h"
#include "gan/base/fields.h"
#include "gan/device/device_name.h"
#include "outcome.h"
#include "target.h"

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static gan::app::TrainOptions options;
  static const std::vector<gan::app::FlagGroup> groups = options.groups();
  static const std::vector<gan::Field> fields = gan::app::all_fields(groups);
  std::vector<std::string> words;
  std::istringstream text(std::string(reinterpret_cast<const char*>(data), size));
  // The system ends words at zeros, so there are none in them.
  for (std::string word; std::getline(text, word);) words.emplace_back(word.c_str());

  options = {};
  const bool is_right = gan::fuzz::succeeds([&] {
    const gan::app::GivenFlags flags("train", groups, words);
    flags.apply(fields);
    gan::check_fields(fields);
    options.training.check();
    gan::check_device_name(options.compute.device);
  });
  if (!is_right) return 0;
  const nlohmann::ordered_json before = gan::fields_to_json(fields);
  for (gan::Field field : fields) field.parse(field.text());
  gan::fuzz::require(gan::fields_to_json(fields) == before, "options come back from their texts");
  return 0;
}
