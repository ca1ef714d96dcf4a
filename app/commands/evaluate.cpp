#include <iostream>
#include <optional>

#include <nlohmann/json.hpp>

#include "cli/notice.h"
#include "cli/stop_signal.h"
#include "commands/commands.h"
#include "commands/evaluate_options.h"
#include "commands/generator_images.h"
#include "commands/run_data.h"
#include "commands/tables.h"
#include "commands/train_options.h"
#include "gan/base/error.h"
#include "gan/base/torch_error.h"
#include "gan/data/class_names.h"
#include "gan/data/sources/labelled_images.h"
#include "gan/data/sources/sample_images.h"
#include "gan/device/device.h"
#include "gan/evaluation/classifier/classifier_file.h"
#include "gan/evaluation/evaluation.h"
#include "gan/evaluation/evaluation_json.h"
#include "gan/evaluation/evaluator.h"
#include "gan/evaluation/reference_set.h"
#include "gan/networks/latents.h"
#include "gan/report/charts/number_text.h"
#include "gan/storage/files/write_file.h"
#include "run/compute_device.h"
#include "run/evaluation_progress.h"
#include "run/run_record.h"

namespace gan::app {
namespace {

void check_flags(const EvaluateOptions& options, const GivenFlags& flags) {
  parse_pixel_range(options.pixel_range, "--pixel-range");
  options.data.asked_pixel_range();
  const Error wrong = Error::usage("reading the flags of gan evaluate");
  if (options.checkpoint.empty() == options.images.empty())
    throw Error(wrong)
        .expected("--checkpoint FILE or --images PATH")
        .found(options.images.empty() ? "neither" : "both");
  if (options.images.empty()) return;
  for (const char* name : {"latent_dim", "image_size"})
    if (flags.has(name))
      throw Error(wrong).at("--images").expected("no generator flag with it").found(flag_of(name));
}

struct Samples {
  at::Tensor images;    // float32 (image_tensor.h) from -1 (black) to 1 (white)
  at::Tensor labels;    // int64 [count], of a conditional generator; else undefined
  std::string name;     // "out/gan_gen.pt, seed 0"
  std::string facts;    // to print: the name, the count, how the images were read
  std::string warning;  // if the pixel range is doubtful; else empty
};

// As often as in the training images; undefined if the generator is not conditional.
at::Tensor labels_to_draw(const EvaluateOptions& options, const GeneratorFile& generator,
                          const ImageSet& training) {
  if (!generator.is_conditional()) return {};
  if (!training.labels.defined())
    throw Error("drawing the samples")
        .at(options.checkpoint)
        .expected("images with labels, as this generator draws the class that it is asked for")
        .found(training.source + ", without");
  const std::vector<std::string> classes = class_names_of(training);
  if (!generator.classes().empty() && generator.classes().size() != classes.size())
    throw Error("drawing the samples")
        .at(options.checkpoint)
        .expected("the classes of the data set: " + first_names(classes))
        .found(first_names(generator.classes()))
        .hint("give the training images of this generator by --data");
  return seeded_labels(options.samples, training.labels, options.seed);
}

Samples draw_samples(const EvaluateOptions& options, const at::Device& device,
                     const ImageSet& training, EvaluationProgress& progress) {
  const ImageShape size = training.shape();
  const GeneratorFile generator(options.checkpoint, device,
                                generator_hints(options.latent_dim, options.image_size));
  const at::Tensor labels = labels_to_draw(options, generator, training);
  progress.begin("drawing the samples");
  const DrawnImages drawn = draw_images(
      generator, seeded_latents(options.samples, generator.latent_dim(), options.seed), labels,
      parse_pixel_range(options.pixel_range, "--pixel-range"), progress.on_progress());
  const ImageShape found = shape_of(drawn.images);
  if (found != size)
    throw Error("drawing the samples")
        .at(options.checkpoint)
        .expected("images as in the data set, " + pixels_text(size))
        .found(pixels_text(found))
        .hint("give the training images of this generator by --data");
  const std::string name = options.checkpoint + ", seed " + std::to_string(options.seed);
  const std::string facts = name + ": " + std::to_string(options.samples) +
                            (drawn.facts.empty() ? "" : ", " + drawn.facts);
  return {drawn.images, labels, name, facts, drawn.warning};
}

Samples read_samples(const EvaluateOptions& options, ImageShape size) {
  const SampleImages read = load_sample_images(
      options.images, size, {options.samples, static_cast<std::uint64_t>(options.seed)},
      parse_pixel_range(options.pixel_range, "--pixel-range"));
  const std::int64_t count = read.images.size(0);
  if (count < kFewestSamples)
    throw Error("reading images")
        .at(options.images)
        .expected("at least " + std::to_string(kFewestSamples) + " images")
        .found(std::to_string(count));
  const std::string chosen = count == read.available ? "all " + std::to_string(count)
                                                     : "a random " + std::to_string(count) +
                                                           " of " + std::to_string(read.available) +
                                                           ", seed " + std::to_string(options.seed);
  return {read.images,
          {},
          options.images + ", " + chosen,
          options.images + ": " + chosen + ", " + read.kind + ", " + read.pixels.facts,
          read.pixels.warning};
}

struct RealImages {
  ImageSet training;
  std::optional<ImageSet> test;
};

RealImages load_real_images(const EvaluateOptions& options, const std::optional<RunData>& run,
                            EvaluationProgress& progress) {
  const LoadProgress on_load = progress.on_load();
  RealImages real;
  try {
    real.training = load_training_images(options.data, on_load);
  } catch (Error& error) {
    if (run && !options.data.data.empty() && options.data.data == run->options.data)
      error.hint(run->options_file + " gave this path; give the run's images by --data PATH");
    throw;
  }
  if (options.features.empty()) prepare_labels(real.training, options.samples, on_load);
  real.test = options.against == Against::test
                  ? load_test_images(real.training, options.data, on_load)
                  : find_test_images(real.training, options.data, on_load);
  progress.clear();
  warn(real.training.notice);
  if (real.test) warn(real.test->notice);
  warn(real.training.pixels.warning);
  if (!real.test)
    notice("no test images beside " + real.training.source +
           (options.features.empty()
                ? ": the classifier's accuracy and a column of real images are not available"
                : ": a column of real images is not available"));
  return real;
}

std::string numbers_text(const RealImages& real, const Evaluation& samples,
                         const ClassifierRows& rows) {
  nlohmann::ordered_json json = to_json(rows);
  if (samples.has_classes()) json["classifier"]["recipe"] = kClassifierRecipe;
  json["training_images"] = data_json(real.training);
  if (real.test) json["test_images"] = data_json(*real.test);
  json["samples"] = to_json(samples);
  return json_text(json);
}

// What gave the features.
std::string features_text(const Evaluator& evaluator, const EvaluateOptions& options,
                          const RealImages& real) {
  const std::string hash = evaluator.reference().features_hash.substr(0, 12);
  if (!evaluator.classifier())
    return "features   " + options.features + " (" + hash + "), " +
           std::to_string(evaluator.reference().features.rows().size(1)) + " numbers an image\n";
  const CachedClassifier& classifier = *evaluator.classifier();
  std::string text = "classifier " + hash;
  if (classifier.test_accuracy && real.test)
    text += ", accuracy " + fixed_text(100 * *classifier.test_accuracy, 2) + " % on " +
            std::to_string(real.test->images.size(0)) + " test images";
  return text + "\n";
}

void evaluate_samples(const EvaluateOptions& options, const std::optional<RunData>& run) {
  if (!options.out.empty()) check_writable(options.out);
  EvaluationProgress progress(/*quiet=*/false, "nothing was written");
  const at::Device device = compute_device(options.compute);
  warn(set_up_reproducible_compute(options.compute.threads, 0).warning);
  const RealImages real = load_real_images(options, run, progress);
  // Before the classifier's training, which takes minutes, so that errors in the samples come
  // first.
  const Samples samples = options.images.empty()
                              ? draw_samples(options, device, real.training, progress)
                              : read_samples(options, real.training.shape());
  warn(samples.warning);
  if (run && !run->sha256.empty() && run->sha256 != real.training.sha256)
    warn(options.checkpoint + " was trained on other images (SHA-256 " + run->sha256.substr(0, 12) +
         "...) than " + real.training.source + " (" + real.training.sha256.substr(0, 12) + "...)");

  const OnProgress on_progress = progress.on_progress();
  progress.begin("preparing the evaluation");
  const Evaluator evaluator =
      evaluator_of(real.training, real.test, options.against, options.features, device, progress);
  progress.clear();
  if (evaluator.classifier()) warn(evaluator.classifier()->notice);

  progress.begin("measuring the samples");
  const Evaluation measured =
      evaluator.evaluate(samples.images, samples.name, on_progress, samples.labels);
  progress.begin("measuring real images and noise");
  const ClassifierRows rows = evaluator.rows(samples.images.size(0), on_progress);
  progress.clear();

  std::vector<TableColumn> columns = {{"samples", measured}};
  if (rows.real_images)
    columns.push_back(
        {options.against == Against::train ? "real test images" : "real training images",
         *rows.real_images});
  columns.push_back({"uniform noise", rows.uniform_noise});
  // Printed before the file is written, so that a failing write does not lose the results.
  facts_beside({options.out})
      << features_text(evaluator, options, real) << "reference  " << evaluator.reference().name
      << ": " << evaluator.reference().images.size(0) << " (" << real.training.sha256.substr(0, 12)
      << ")" << (real.training.pixels.facts.empty() ? "" : ", " + real.training.pixels.facts)
      << "\nsamples    " << samples.facts << "\n\n"
      << evaluation_table(columns, real.training.classes) << std::flush;
  if (!options.out.empty()) write_file(options.out, numbers_text(real, measured, rows));
}

}  // namespace

void evaluate(const Arguments& arguments) {
  EvaluateOptions options;
  const auto flags = read_flags(
      "evaluate", "Measures the quality of a generator (--checkpoint) or of images (--images).",
      options.groups(), arguments);
  if (!flags) return;
  const std::optional<RunData> run = data_of_run(options.checkpoint);
  if (run) {
    options.take_data(run->options);
    override_data(options.data, *flags);
  }
  check_flags(options, *flags);
  watch_stop_signals();
  try {
    evaluate_samples(options, run);
  } catch (const Error&) {
    throw;
  } catch (const std::bad_alloc&) {
    throw;
  } catch (const std::exception& error) {
    throw Error("evaluating").found(first_line(error));
  }
}

}  // namespace gan::app
