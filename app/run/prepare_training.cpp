#include "run/prepare_training.h"

#include <algorithm>
#include <filesystem>
#include <memory>
#include <utility>

#include "gan/base/error.h"
#include "gan/data/class_names.h"
#include "gan/data/sources/labelled_images.h"
#include "gan/data/sources/path_text.h"
#include "gan/device/device.h"
#include "gan/device/random_state.h"
#include "gan/networks/discriminator.h"
#include "gan/networks/generator.h"
#include "run/compute_device.h"
#include "run/evaluation_progress.h"
#include "run/processes.h"
#include "run/run_record.h"

namespace gan::app {
namespace {

// Records which data were found, so that a repetition from options.json takes the same.
void pin_data(DataOptions& options, const ImageSet& data) {
  if (!data.notice.empty() && data.source == "built in") options.dataset = "synthetic";
  if (options.dataset == "synthetic") return;
  options.data = named_data(options.data);
  std::error_code unknown;
  const std::filesystem::path whole = std::filesystem::absolute(options.data, unknown);
  if (!options.data.empty() && !unknown) options.data = text_of(whole.lexically_normal().string());
}

// The labels of a conditional training.
void require_classes(ImageSet& data, const LoadProgress& progress) {
  try {
    require_labels(data, progress.on_download);
  } catch (const Error& error) {
    throw Error::usage(error.what()).hint("or leave out --conditional");
  }
  const std::vector<std::string> names = class_names_of(data);
  if (names.size() < 2 || static_cast<std::int64_t>(names.size()) > kMostClasses)
    throw Error::usage("preparing the training")
        .at("--conditional")
        .expected("images of 2 to " + std::to_string(kMostClasses) + " classes in " + data.source)
        .found(std::to_string(names.size()))
        .hint("a folder for each class tells them apart");
}

// Other data must have as many classes.
void check_classes(const ImageSet& data, const Checkpoint& resumed, bool other_data) {
  const std::vector<std::string> names = class_names_of(data);
  const bool same_names =
      other_data ? names.size() == resumed.classes.size() : names == resumed.classes;
  if (same_names && (other_data || labels_sha256(data) == resumed.labels_sha256)) return;
  throw Error::usage("resuming a run")
      .at(data.source)
      .expected("the " + std::to_string(resumed.classes.size()) +
                " classes that the run started with (" + first_names(resumed.classes) + ")")
      .found(same_names ? "other labels for the same images"
                        : std::to_string(names.size()) + " (" + first_names(names) + ")")
      .hint("give the run's images by --data DIR");
}

// Before a large set is decoded to that size.
void check_size(const TrainOptions& options, ImageShape size) {
  size.channels = std::max<std::int64_t>(1, options.data.channels);
  const at::Tensor numbers = random_state(c10::kCPU);
  try {
    const Generator generator(options.generator, size, options.architecture);
    const Discriminator discriminator(options.discriminator, size, options.architecture);
  } catch (Error& error) {
    throw error.at("--size " + options.data.size).hint("give a smaller --size or smaller networks");
  }
  set_random_state(c10::kCPU, numbers);
}

// What processes compare, in a few words.
std::string data_text(const ImageSet& data, bool conditional) {
  constexpr std::size_t kDigits = 16;
  std::string text = data.name + ", SHA-256 " + data.sha256.substr(0, kDigits);
  if (conditional) text += ", labels " + labels_sha256(data).substr(0, kDigits);
  return text;
}

}  // namespace

std::unique_ptr<PreparedTraining> prepare_training(TrainOptions options,
                                                   const Checkpoint* resumed) {
  // In this order: LibTorch looks for CUDA only once, when it is seeded.
  const c10::Device device = training_device(options.compute);
  const Threads threads =
      set_up_reproducible_compute(training_threads(options.compute), options.training.seed);
  if (const auto size = options.data.asked_size()) check_size(options, *size);
  const ImageSet data = [&] {
    try {
      EvaluationProgress progress(options.quiet, "nothing was trained yet");
      ImageSet images = load_training_images(options.data, progress.on_load());
      if (options.conditional) require_classes(images, progress.on_load());
      return images;
    } catch (Error& error) {
      if (resumed == nullptr) throw;
      throw error.hint("give the folder of the run's images by --data DIR");
    }
  }();
  if (resumed != nullptr && data.shape() != resumed->image)
    throw Error::usage("resuming a run")
        .at(data.source)
        .expected("images of " + size_text(resumed->image) + " pixels, as at the start of the run")
        .found(size_text(data.shape()))
        .hint("give --size and --channels as at the start, or start a new run in another --out");
  if (resumed != nullptr && data.sha256 != resumed->data_sha256 && !options.other_data)
    throw Error::usage("resuming a run")
        .at(data.source)
        .expected("the images that the run started with (" + resumed->data_name + ", SHA-256 " +
                  resumed->data_sha256.substr(0, 12) + "...)")
        .found("others (" + data.name + ", " + data.sha256.substr(0, 12) + "...)")
        .hint(data.notice.empty()
                  ? "give the run's images by --data DIR, or resume on the others by --other-data"
                  : data.notice);
  if (resumed != nullptr && options.conditional) check_classes(data, *resumed, options.other_data);
  require_same("the training images", data_text(data, options.conditional),
               "each machine needs a copy of the same images");
  pin_data(options.data, data);
  return std::make_unique<PreparedTraining>(std::move(options), data, device, threads);
}

}  // namespace gan::app
