#include "gan/evaluation/evaluator.h"

#include <algorithm>
#include <utility>

#include <ATen/CPUGeneratorImpl.h>
#include <nlohmann/json.hpp>
#include <torch/types.h>

#include "gan/base/error.h"
#include "gan/base/sha256.h"
#include "gan/evaluation/classifier/kept_file.h"
#include "gan/evaluation/evaluation_json.h"

namespace gan {
namespace {

constexpr std::uint64_t kRowSeed = 1;
constexpr std::int64_t kFewestReal = 20;

LabelledImages labelled(const ImageSet& set) {
  return {set.images, set.labels};
}

std::optional<LabelledImages> labelled(const std::optional<ImageSet>& set) {
  return set ? std::optional<LabelledImages>(labelled(*set)) : std::nullopt;
}

// Of all of them where there are not more.
at::Tensor some_of(const at::Tensor& images, std::int64_t count) {
  if (count >= images.size(0)) return images;
  const at::Generator generator = at::detail::createCPUGenerator(kRowSeed);
  const at::Tensor order = torch::randperm(images.size(0), generator, torch::kInt64);
  return images.index_select(0, order.slice(0, 0, count));
}

const ImageSet& chosen(const ImageSet& training, const std::optional<ImageSet>& test,
                       Against against) {
  if (against == Against::train) return training;
  if (test) return *test;
  throw Error("evaluating against test images").expected("test images").found("none");
}

std::string name_of(const ImageSet& set, bool training) {
  return set.name + (training ? ", training images" : ", test images");
}

}  // namespace

Evaluator::Evaluator(const ImageSet& training, const std::optional<ImageSet>& test, Against against,
                     const at::Device& device, const JudgeProgress& on_progress,
                     const Pulse& pulse) {
  const bool train = against == Against::train;
  const ImageSet& real = chosen(training, test, against);
  const std::string folder = judge_dir();
  judge_ =
      load_or_train_judge(labelled(training), labelled(test), folder, device, on_progress, pulse);
  reference_ =
      load_or_make_reference_set(judge_.judge, labelled(real), name_of(real, train), folder, pulse);
  if (!test) return;
  others_ = train ? *test : training;
  others_->name = "real: " + name_of(*others_, !train);
}

Evaluation Evaluator::evaluate(const at::Tensor& samples, const std::string& name,
                               const Pulse& pulse) const {
  EvaluationOptions options;
  options.pulse = pulse;
  return gan::evaluate(judge_.judge, samples, name, reference_, options);
}

std::optional<Evaluation> Evaluator::real_row(std::int64_t count, const Pulse& pulse) const {
  if (!others_ || others_->images.size(0) < kFewestReal) return {};
  const std::int64_t taken = std::min(count, others_->images.size(0));
  const std::string set = sha256_of(labelled(*others_), "");
  return kept_or_evaluated(others_->name, set, taken, pulse,
                           [&] { return scaled_images(some_of(others_->images, taken)); });
}

Evaluation Evaluator::noise_row(std::int64_t count, const Pulse& pulse) const {
  const ImageShape image{reference_.images.size(1), reference_.images.size(2)};
  return kept_or_evaluated("uniform noise", "", count, pulse,
                           [&] { return uniform_noise(count, image, kRowSeed); });
}

JudgeRows Evaluator::rows(std::int64_t count, const Pulse& pulse) const {
  return {judge_.hash, judge_.test_accuracy, real_row(count, pulse), noise_row(count, pulse)};
}

Evaluation Evaluator::kept_or_evaluated(const std::string& name, const std::string& set,
                                        std::int64_t count, const Pulse& pulse,
                                        const std::function<at::Tensor()>& draw) const {
  const std::string folder = judge_dir();
  const std::string of = std::to_string(kMeasuresVersion) + " " + judge_.hash + " " +
                         reference_.sha256 + " " + reference_.name + " " + name + " " + set + " " +
                         std::to_string(count);
  const std::string path =
      folder + "/evaluation-" + sha256_of(of.data(), of.size()) + ".safetensors";
  try {
    if (const std::optional<KeptContent> kept =
            read_kept(path, {{"format", "gan.evaluation"}, {"of", of}}))
      return evaluation_from_json(
          nlohmann::ordered_json::parse(kept->content.metadata.at("evaluation")), path);
  } catch (const std::exception&) {
    // A damaged file of the cache is replaced.
  }
  Evaluation evaluation = evaluate(draw(), name, pulse);
  Safetensors content;
  content.metadata = {
      {"format", "gan.evaluation"}, {"of", of}, {"evaluation", to_json(evaluation).dump()}};
  write_kept(path, content);
  return evaluation;
}

}  // namespace gan
