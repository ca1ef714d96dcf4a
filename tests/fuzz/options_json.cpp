// An options.json, as gan train reads it. The options that come of one can be written, and come
// back from there as the same.
#include <string>

#include <nlohmann/json.hpp>

#include "app/commands/train_options.h"
#include "gan/base/fields.h"
#include "gan/device/device_name.h"
#include "outcome.h"
#include "target.h"

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static gan::app::TrainOptions options;
  static const std::vector<gan::Field> fields = options.recorded();
  const auto read = [&](const std::string& text) {
    options = {};
    gan::app::read_options(text, "options.json", options);
    gan::check_fields(fields);
    options.training.check();
    gan::check_device_name(options.compute.device);
    return gan::fields_to_json(fields);
  };
  const std::string text(reinterpret_cast<const char*>(data), size);
  nlohmann::ordered_json first;
  if (gan::fuzz::succeeds([&] { first = read(text); }))
    gan::fuzz::require(read(first.dump()) == first, "options come back as they were written");
  return 0;
}
