#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <iostream>
#include <unistd.h>

#include <ATen/Version.h>
#include <nlohmann/json.hpp>
#include <torch/types.h>
#include <torch/utils.h>

#include "build_info.h"
#include "commands.h"
#include "gan/base/error.h"
#include "gan/base/fields.h"
#include "gan/base/torch_error.h"
#include "gan/data/image_set.h"
#include "gan/kernels/cpu_kernels.h"
#include "gan/models/summary.h"
#include "gan/report/epoch_text.h"
#include "gan/report/progress.h"
#include "gan/storage/write_file.h"
#include "gan/training/device.h"
#include "gan/training/trainer.h"
#include "run_writer.h"
#include "train_options.h"

namespace gan::app {
namespace {

constexpr int kPlainLineWidth = 72;

// Standard output carries what the tutorial prints; how it is going is told on standard error.
class Narrator {
 public:
  Narrator(const TrainOptions& options)
      : quiet_(options.quiet),
        log_every_(options.output.log_every),
        on_terminal_(is_terminal(STDERR_FILENO)),
        bar_(STDERR_FILENO, on_terminal_ && !quiet_, options.training.epochs,
             options.training.iterations_per_epoch) {}

  void say(const std::string& line) {
    bar_.clear();
    if (!quiet_) std::cout << line << std::endl;
  }

  // Even a quiet run does not keep to itself that it trains on something else than it was asked
  // for.
  void warn(const std::string& line) {
    bar_.clear();
    std::cerr << "gan: warning: " << line << std::endl;
  }

  void after_iteration(std::int64_t epoch, std::int64_t iteration) {
    bar_.iteration(epoch, iteration);
  }

  void after_epoch(const EpochResult& result) {
    bar_.epoch_done(result);
    if (quiet_) return;
    if (!on_terminal_) std::cerr << progress_line(bar_.state(), kPlainLineWidth) << std::endl;
    if (result.epoch % log_every_ != 0) return;
    bar_.clear();
    std::cout << tutorial_lines(result) << std::flush;
  }

 private:
  bool quiet_;
  std::int64_t log_every_;
  bool on_terminal_;
  ProgressBar bar_;
};

ImageSet load_images(const DataOptions& options, bool quiet) {
  const bool on_terminal = is_terminal(STDERR_FILENO);
  StatusLine line(STDERR_FILENO, on_terminal && !quiet);
  std::string announced;
  const auto on_download = [&](const std::string& file, std::int64_t done, std::int64_t total) {
    if (line.due()) line.show(download_line(file, done, total, line.width()));
    if (on_terminal || quiet || announced == file) return;
    std::cerr << "downloading " << file << std::endl;
    announced = file;
  };
  return load_training_images(options.dataset, options.data, on_download);
}

// A path may hold bytes that are not UTF-8, which JSON cannot say.
std::string json_text(const nlohmann::ordered_json& json) {
  return json.dump(2, ' ', /*ensure_ascii=*/false, nlohmann::json::error_handler_t::replace) + "\n";
}

std::string shape_text(const at::Tensor& images) {
  return "(" + std::to_string(images.size(0)) + ", " + std::to_string(images.size(1)) + ", " +
         std::to_string(images.size(2)) + ")";
}

// What the options do not say: what the run found and on what it ran.
nlohmann::ordered_json record(const ImageSet& data, c10::Device device, std::int64_t threads,
                              const Generator& generator, const Discriminator& discriminator) {
  nlohmann::ordered_json record;
  record["versions"] = version_json();
  record["device"] = device.str();
  record["threads"] = threads;
  record["cpu_capability"] = at::get_cpu_capability();
  record["cpu_kernels"] = cpu_kernels().instruction_set;
  record["data"] = {{"name", data.name},
                    {"source", data.source},
                    {"sha256", data.sha256},
                    {"images", data.images.size(0)},
                    {"height", data.images.size(1)},
                    {"width", data.images.size(2)},
                    {"notice", data.notice}};
  record["parameters"] = {{"generator", summarise(generator).total()},
                          {"discriminator", summarise(discriminator).total()}};
  return record;
}

// A repetition from options.json takes the same data, whatever is found then.
void pin_data(DataOptions& options, const ImageSet& data) {
  const char* named = std::getenv("MNIST_DIR");
  if (!data.notice.empty() && data.source == "built in") options.dataset = "synthetic";
  if (options.dataset == "synthetic") return;
  if (options.data.empty() && named != nullptr) options.data = named;
  std::error_code unknown;
  const std::filesystem::path whole = std::filesystem::absolute(options.data, unknown);
  if (!options.data.empty() && !unknown) options.data = whole.lexically_normal().string();
}

void train_on(const ImageSet& data, c10::Device device, std::int64_t threads,
              TrainOptions& options) {
  const ImageShape image{data.images.size(1), data.images.size(2)};
  Generator generator(options.generator, image);
  Discriminator discriminator(options.discriminator, image);
  const std::string facts = json_text(record(data, device, threads, generator, discriminator));
  generator->to(device);
  discriminator->to(device);
  Trainer trainer(generator, discriminator,
                  RandomBatches(data.images, options.training.batch_size, device),
                  options.training);

  // Only now, with everything at hand that can fail, may a run that is there be replaced.
  const RunFolder folder(options.output.out, options.overwrite);
  write_file(folder.options(), json_text(fields_to_json(options.recorded())));
  write_file(folder.record(), facts);
  RunWriter writer(folder, generator, discriminator, options.training.seed);
  Narrator narrator(options);
  if (!data.notice.empty()) narrator.warn(data.notice);
  narrator.say(data.name + ", " + data.source);
  narrator.say(shape_text(data.images));

  TrainingEvents events;
  events.after_iteration = [&](std::int64_t epoch, std::int64_t iteration) {
    narrator.after_iteration(epoch, iteration);
  };
  events.after_epoch = [&](const EpochResult& result) {
    writer.log(result);
    const bool last = result.epoch == options.training.epochs;
    if (last || result.epoch % options.output.save_every == 0) writer.save();
    narrator.after_epoch(result);
  };
  const auto start = std::chrono::steady_clock::now();
  trainer.run(events);
  writer.finish();

  const std::chrono::duration<double> elapsed = std::chrono::steady_clock::now() - start;
  const std::int64_t epochs = options.training.epochs;
  narrator.say("trained " + std::to_string(epochs) + (epochs == 1 ? " epoch in " : " epochs in ") +
               duration_text(elapsed.count()) + " on " + device.str() + "; look at " +
               folder.grid() + " and " + folder.contact_sheet());
}

}  // namespace

int train(const Arguments& arguments) {
  TrainOptions described;
  const GivenFlags flags("train", described.groups(), arguments);
  if (flags.wants_help()) {
    std::cout << help_text("train", "Trains the tutorial's GAN.", described.groups());
    return 0;
  }
  TrainOptions options = resolve(flags);
  if (options.dry_run) {
    std::cout << json_text(fields_to_json(options.recorded()));
    return 0;
  }

  // In this order: LibTorch looks for CUDA once, when it is seeded.
  const c10::Device device = choose_device(options.compute.device);
  const std::int64_t threads =
      set_up_reproducible_compute(options.compute.threads, options.training.seed);
  const ImageSet data = load_images(options.data, options.quiet);
  pin_data(options.data, data);
  try {
    train_on(data, device, threads, options);
  } catch (const Error&) {
    throw;
  } catch (const std::exception& error) {
    throw Error("training")
        .at(device.str())
        .found(first_line(error))
        .hint("smaller networks or --batch-size need less memory");
  }
  return 0;
}

}  // namespace gan::app
