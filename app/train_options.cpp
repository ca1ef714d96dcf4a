#include "train_options.h"

#include <nlohmann/json.hpp>

#include "gan/base/error.h"
#include "gan/base/fields.h"
#include "gan/storage/write_file.h"
#include "gan/training/device.h"

namespace gan::app {
namespace {

constexpr std::size_t kLargestOptionsFile = 1 << 20;

void read_options_file(const std::string& path, const std::vector<Field>& fields) {
  const std::string text = read_file(path, kLargestOptionsFile);
  const auto object = nlohmann::json::parse(text, nullptr, /*allow_exceptions=*/false);
  if (object.is_discarded())
    throw Error::usage("reading options")
        .at(path)
        .expected("a JSON object, such as a run's options.json")
        .found("text that is not JSON");
  fields_from_json(fields, object, path);
}

}  // namespace

std::vector<FlagGroup> TrainOptions::groups() {
  return {
      {"Data", data.fields()},
      {"Generator", generator.fields()},
      {"Discriminator", discriminator.fields()},
      {"Training", training.fields()},
      {"Compute", compute.fields()},
      {"Output",
       {Field("out", output.out, "folder for samples, weights and log").placeholder("DIR"),
        Field("log_every", output.log_every, "print the losses every N epochs").at_least(1),
        Field("save_every", output.save_every, "write samples and weights every N epochs, and last")
            .at_least(1)}},
      {"This call",
       {Field("options", options_file, "read options from a run's options.json; flags override it")
            .placeholder("FILE"),
        Field("overwrite", overwrite, "replace the run that the output folder holds"),
        Field("quiet", quiet, "print nothing but warnings and errors"),
        Field("dry_run", dry_run, "print the resolved options as JSON and stop")}},
  };
}

std::vector<Field> TrainOptions::recorded() {
  std::vector<Field> fields;
  for (const FlagGroup& group : groups())
    for (const Field& field : group.fields)
      if (group.heading != "This call" && field.name() != "out") fields.push_back(field);
  return fields;
}

TrainOptions resolve(const GivenFlags& flags) {
  TrainOptions options;
  const std::vector<Field> fields = all_fields(options.groups());
  flags.apply(fields);
  if (flags.has("options")) {
    read_options_file(options.options_file, options.recorded());
    flags.apply(fields);
  }
  check_fields(fields);
  options.training.check();
  check_device_name(options.compute.device);
  return options;
}

}  // namespace gan::app
