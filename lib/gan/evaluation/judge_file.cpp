#include "gan/evaluation/judge_file.h"

#include <charconv>
#include <cstring>
#include <filesystem>
#include <map>
#include <system_error>
#include <utility>
#include <vector>

#include <torch/types.h>
#include <torch/utils.h>

#include "gan/base/error.h"
#include "gan/data/mnist.h"
#include "gan/data/sha256.h"
#include "gan/storage/safetensors.h"
#include "gan/storage/write_file.h"

namespace gan {
namespace {

constexpr const char* kFormat = "gan.judge";
constexpr const char* kAccuracy = "test_accuracy";
constexpr const char* kTestSet = "test_sha256";

using Metadata = std::map<std::string, std::string>;

std::string sha256_of_set(const LabelledImages& set, const std::string& beginning) {
  if (!set.images.defined() || set.images.scalar_type() != torch::kUInt8 || set.images.dim() != 3 ||
      !set.labels.defined() || set.labels.scalar_type() != torch::kUInt8 || set.labels.dim() != 1)
    throw Error("choosing the judge")
        .expected("uint8 images [count, height, width] with a uint8 label each")
        .found(set.labels.defined() ? "others" : "no labels")
        .hint("it learns from labelled images: put the label file beside the images");
  std::string text = beginning;
  for (const std::int64_t size : set.images.sizes()) text += " " + std::to_string(size);
  const at::Tensor images = set.images.cpu().contiguous(), labels = set.labels.cpu().contiguous();
  return Sha256()
      .update(text.data(), text.size())
      .update(images.const_data_ptr(), images.nbytes())
      .update(labels.const_data_ptr(), labels.nbytes())
      .hex();
}

std::string encode(const Judge& judge, const Metadata& metadata) {
  Safetensors content;
  content.metadata = metadata;
  std::vector<at::Tensor> alive;
  for (const auto& parameter : judge->named_parameters()) {
    alive.push_back(parameter.value().detach().cpu().contiguous());
    const at::Tensor& values = alive.back();
    content.tensors[parameter.key()] = {
        ElementType::f32,
        values.sizes().vec(),
        {static_cast<const char*>(values.const_data_ptr()), values.nbytes()}};
  }
  return encode_safetensors(content);
}

void require(const Metadata& metadata, const char* name, const std::string& value,
             const std::string& path) {
  const auto found = metadata.find(name);
  if (found == metadata.end() || found->second != value)
    throw Error("reading a judge")
        .at(path)
        .expected(std::string(name) + " " + value)
        .found(found == metadata.end() ? "none" : found->second);
}

// Fills the judge; returns the metadata. Throws Error for a file that is not of these images and
// this recipe, or not whole.
Metadata read_judge(Judge& judge, const std::string& path, const std::string& key) {
  const std::string bytes = read_safetensors_file(path);
  const Safetensors content = decode_safetensors(bytes, path);
  require(content.metadata, "format", kFormat, path);
  require(content.metadata, "recipe", std::to_string(kJudgeRecipe), path);
  require(content.metadata, "key", key, path);
  const torch::NoGradGuard no_grad;
  for (auto& parameter : judge->named_parameters()) {
    const auto found = content.tensors.find(parameter.key());
    at::Tensor& values = parameter.value();
    if (found == content.tensors.end() || found->second.type != ElementType::f32 ||
        at::IntArrayRef(found->second.shape) != values.sizes())
      throw Error("reading a judge").at(path).expected("its " + parameter.key()).found("none");
    std::memcpy(values.mutable_data_ptr(), found->second.bytes.data(), values.nbytes());
    values.requires_grad_(false);
  }
  require(content.metadata, "hash", hash_of(judge), path);
  return content.metadata;
}

// The accuracy that the file tells for these test images.
std::optional<double> kept_accuracy(const Metadata& metadata, const std::string& test_set) {
  const auto set = metadata.find(kTestSet), text = metadata.find(kAccuracy);
  if (set == metadata.end() || text == metadata.end()) return {};
  if (!test_set.empty() && set->second != test_set) return {};
  double accuracy = -1;
  const char* const end = text->second.data() + text->second.size();
  const auto [rest, failure] = std::from_chars(text->second.data(), end, accuracy);
  const bool good = failure == std::errc() && rest == end && accuracy >= 0 && accuracy <= 1;
  return good ? std::optional<double>(accuracy) : std::nullopt;
}

std::string text_of(double number) {
  char text[32];
  return {text, std::to_chars(text, text + sizeof text, number).ptr};
}

}  // namespace

std::string judge_dir() {
  return (std::filesystem::path(cache_dir()).parent_path() / "judge").string();
}

std::string judge_key(const LabelledImages& training) {
  return sha256_of_set(training, "judge recipe " + std::to_string(kJudgeRecipe));
}

KeptJudge load_or_train_judge(const LabelledImages& training,
                              const std::optional<LabelledImages>& test, const std::string& folder,
                              const at::Device& device, const JudgeProgress& on_progress) {
  const std::string key = judge_key(training);
  KeptJudge kept;
  kept.path = folder + "/" + key + ".safetensors";
  Metadata metadata;
  std::error_code ignored;
  if (std::filesystem::exists(kept.path, ignored)) {
    try {
      const ImageShape image{training.images.size(1), training.images.size(2)};
      Judge judge(image, training.labels.max().item<std::int64_t>() + 1);
      metadata = read_judge(judge, kept.path, key);
      judge->to(device);
      kept.judge = judge;
    } catch (const Error& error) {
      kept.notice = std::string(error.what()) + "; the judge is trained anew";
    }
  }
  if (kept.judge.is_empty()) {
    kept.judge = train_judge(training.images, training.labels, device, on_progress);
    kept.trained = true;
    metadata = {{"format", kFormat},
                {"recipe", std::to_string(kJudgeRecipe)},
                {"key", key},
                {"hash", hash_of(kept.judge)}};
  }
  kept.hash = metadata["hash"];

  const std::string test_set = test ? sha256_of_set(*test, "") : "";
  kept.test_accuracy = kept_accuracy(metadata, test_set);
  bool measured = false;
  if (test && !kept.test_accuracy) {
    kept.test_accuracy = accuracy_of(kept.judge, test->images, test->labels);
    metadata[kTestSet] = test_set;
    metadata[kAccuracy] = text_of(*kept.test_accuracy);
    measured = true;
  }
  if (kept.trained || measured) {
    metadata.erase("sha256");
    std::filesystem::create_directories(folder, ignored);
    try {
      write_file(kept.path, encode(kept.judge, metadata));
    } catch (const Error& error) {
      kept.notice += (kept.notice.empty() ? "" : "; ") + std::string(error.what());
    }
  }
  return kept;
}

}  // namespace gan
