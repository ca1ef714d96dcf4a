#include "commands/train_options.h"

#include <optional>
#include <utility>

#include <nlohmann/json.hpp>

#include "commands/features_field.h"
#include "gan/base/error.h"
#include "gan/base/fields.h"
#include "gan/base/json_text.h"
#include "gan/base/text.h"
#include "gan/device/device_name.h"
#include "gan/storage/files/read_file.h"

namespace gan::app {
namespace {

constexpr std::size_t kLargestOptionsFile = 1 << 20;

std::vector<Field> for_this_call(std::vector<Field> fields) {
  for (Field& field : fields) field.for_this_call();
  return fields;
}

void check_all(TrainOptions& options, const GivenFlags& flags) {
  const std::vector<Field> fields = all_fields(options.groups());
  check_fields(fields);
  for (const Field& field : fields)
    if (flags.has(field.name())) field.check_use(field.flag());
  if (flags.has("features") && options.output.evaluate_every == 0)
    throw Error::usage("reading options").at("--features").expected("--evaluate-every N with it");
  options.training.check();
  options.data.asked_pixel_range();
  check_device_name(options.compute.device);
}

// The first field of a run that differs between two sets of its options and may not change.
std::optional<std::pair<Field, Field>> forbidden_change(TrainOptions& from, TrainOptions& to) {
  const std::vector<Field> before = all_fields(from.groups()), after = all_fields(to.groups());
  for (std::size_t i = 0; i < before.size(); ++i)
    if (before[i].get() != after[i].get() && !before[i].can_change() &&
        !before[i].is_for_this_call())
      return std::make_pair(before[i], after[i]);
  return std::nullopt;
}

void refuse_beside(const std::string& flag, const GivenFlags& flags,
                   const std::vector<std::string>& others, const std::string& hint) {
  for (const std::string& name : others)
    if (flags.has(name))
      throw Error::usage("reading the flags")
          .at(flag_of(name))
          .expected(flag + " without it")
          .found("both")
          .hint(hint);
}

}  // namespace

std::vector<FlagGroup> TrainOptions::groups() {
  const std::vector<Field> start = for_this_call({
      Field::choice("preset", preset,
                    {{"tutorial", Preset::tutorial}, {"quality", Preset::quality}},
                    "quality: better digits in the same time"),
      Field("options", options_file, "options from a run's options.json; flags override them")
          .path("FILE")
          .advanced(),
      Field("dry_run", dry_run, "print the options as JSON and stop").advanced(),
  });
  const std::vector<Field> outputs = {
      Field("out", output.out, "folder for all that the run writes").path("DIR").for_this_call(),
      Field("overwrite", overwrite, "replace the run in that folder").for_this_call(),
      Field("log_every", output.log_every, "print the losses every N epochs")
          .at_least(1)
          .may_change(),
      Field("save_every", output.save_every,
            "write samples and networks every N epochs, and at the end")
          .at_least(1)
          .may_change()
          .advanced(),
      Field("evaluate_every", output.evaluate_every,
            "measure the generator every N epochs, and at the end; 0: never")
          .at_least(0)
          .may_change(),
      Field("evaluate_samples", output.evaluate_samples, "images for a measurement")
          .at_least(20)
          .at_most(1e6)
          .advanced(),
      features_field(output.features).may_change().advanced(),
      Field("tensorboard", output.tensorboard, "write event files for TensorBoard")
          .may_change()
          .advanced(),
      Field("quiet", quiet, "print only warnings and errors").for_this_call(),
  };
  const std::vector<Field> resuming = {
      Field("resume", resume, "resume the run in this folder, with its options")
          .path("DIR")
          .for_this_call(),
      Field("resume_if_present", resume_if_present, "resume the run in --out, or start it")
          .for_this_call(),
      Field("other_data", other_data, "resume on other images").for_this_call().advanced(),
      Field("checkpoint_every", recovery.checkpoint_every,
            "write a checkpoint every N epochs, and at the end")
          .at_least(1)
          .may_change(),
      Field::choice("on_divergence", recovery.on_divergence,
                    {{"stop", OnDivergence::stop}, {"rollback", OnDivergence::rollback}},
                    "at NaN or infinity: stop with exit code 3, or return to the last checkpoint")
          .may_change()
          .advanced(),
      Field("most_rollbacks", recovery.most_rollbacks, "at most N rollbacks in a run")
          .at_least(1)
          .may_change()
          .advanced(),
  };
  const Field timeout = Field("collective_timeout", collective_timeout,
                              "seconds for which a process may let the others of torchrun wait")
                            .at_least(1)
                            .at_most(86400)
                            .for_this_call()
                            .advanced();
  return {
      {"Data", all_fields({{"", data.fields()}, {"", {data.flip_field()}}})},
      {"Network",
       {architecture_field(architecture),
        Field("conditional", conditional,
              "learn the classes of the data, to draw the one asked for")}},
      {"Generator", fields_read_by(architecture, generator.fields())},
      {"Discriminator", fields_read_by(architecture, discriminator.fields())},
      {"Loss", training.loss_fields()},
      {"Training", all_fields({{"", start}, {"", training.step_fields()}})},
      {"Compute",
       all_fields({{"", training.speed_fields()}, {"", compute.fields()}, {"", {timeout}}})},
      {"Output", outputs},
      {"Resume", resuming},
  };
}

std::vector<Field> TrainOptions::recorded() {
  std::vector<Field> fields;
  for (const Field& field : all_fields(groups()))
    if (!field.is_for_this_call() && field.is_in_use()) fields.push_back(field);
  return fields;
}

void read_options(const std::string& text, const std::string& where, TrainOptions& options) {
  const nlohmann::json given = parse_json(text, where, Error::usage("reading options"));
  std::vector<Field> recorded, all = all_fields(options.groups());
  for (const Field& field : all)
    if (!field.is_for_this_call()) recorded.push_back(field);
  fields_from_json(recorded, given, where, all);
  // Which fields are in use depends on the values just read.
  for (const Field& field : all_fields(options.groups()))
    if (given.contains(field.name())) field.check_use(where + ", \"" + field.name() + "\"");
}

std::string preset_notice(const TrainOptions& options) {
  TrainOptions plain, preset;
  plain.architecture = preset.architecture = options.architecture;
  apply_preset(options.preset, preset.generator, preset.training);
  const std::vector<Field> before = all_fields(plain.groups()), after = all_fields(preset.groups());
  std::vector<std::string> unused;
  for (std::size_t i = 0; i < after.size(); ++i)
    if (!after[i].is_in_use() && before[i].get() != after[i].get())
      unused.push_back(after[i].flag() + " " + after[i].text());
  if (unused.empty()) return "";
  return "--preset without " + joined(unused, ", ") + ", which " + options.architecture +
         " does not use";
}

void override_data(DataOptions& recorded, const GivenFlags& flags) {
  // The recorded path and range belong to the recorded data set.
  if (flags.has("dataset")) {
    recorded.data.clear();
    recorded.pixel_range = "auto";
  }
  if (flags.has("data")) recorded.dataset = "auto";
  flags.apply(recorded.fields());
}

TrainOptions resolve_resumed(const GivenFlags& flags, TrainOptions started) {
  const bool resumed = flags.has("resume");
  TrainOptions options = resumed ? started : resolve(flags);
  if (resumed) {
    refuse_beside("--resume", flags, {"options", "overwrite", "out", "preset", "resume_if_present"},
                  "a resumed run keeps its folder and its options");
    override_data(options.data, flags);
    flags.apply(all_fields(options.groups()));
    options.output.out = options.resume;
  }
  if (const auto change = forbidden_change(started, options))
    throw Error::usage("resuming a run")
        .at(change->first.flag())
        .expected(change->first.text() + ", as at the start of the run")
        .found(change->second.text())
        .hint(resumed ? "leave the flag out, or start a new run"
                      : "resume the run in " + options.output.out +
                            " by the command that started it, or start a new run in another --out");
  check_all(options, flags);
  return options;
}

void check_same_run(const std::string& options_file, TrainOptions in_checkpoint,
                    const std::string& checkpoint) {
  TrainOptions in_file;
  try {
    read_options(read_file(options_file, kLargestOptionsFile), options_file, in_file);
  } catch (const Error&) {
    return;  // the resumed run writes it again
  }
  if (const auto change = forbidden_change(in_file, in_checkpoint))
    throw Error::usage("resuming a run")
        .at(checkpoint)
        .expected(change->first.name() + " " + change->first.text() + ", as in " + options_file)
        .found(change->second.text())
        .hint("one of the two files belongs to another run; remove it");
}

TrainOptions resolve(const GivenFlags& flags) {
  TrainOptions options;
  const std::vector<Field> fields = all_fields(options.groups());
  flags.apply(fields);
  if (flags.has("options"))
    refuse_beside("--options", flags, {"preset"},
                  "options.json already holds the values of its preset");
  if (options.resume_if_present)
    refuse_beside("--resume-if-present", flags, {"overwrite"},
                  "the run in --out is either resumed or replaced");
  set_architecture_defaults(options.architecture, fields);
  apply_preset(options.preset, options.generator, options.training);
  flags.apply(fields);
  if (flags.has("options")) {
    const std::string& path = options.options_file;
    read_options(read_file(path, kLargestOptionsFile), path, options);
    flags.apply(fields);
  }
  if (options.other_data && !options.resume_if_present)
    throw Error::usage("reading the flags").at("--other-data").expected("--resume with it");
  check_all(options, flags);
  return options;
}

}  // namespace gan::app
