#include "gan/storage/checkpoint.h"

#include <charconv>
#include <cstring>
#include <utility>

#include <ATen/Functions.h>
#include <nlohmann/json.hpp>
#include <torch/utils.h>

#include "gan/base/error.h"
#include "gan/base/fields.h"
#include "gan/storage/safetensors/safetensors.h"

namespace gan {
namespace {

constexpr const char* kFormat = "gan.checkpoint";
constexpr std::int64_t kVersion = 1;
constexpr const char* kLossSum = "loss_sum";
constexpr std::int64_t kLongestImageSide = 65536;
const std::string kSamples = "samples.";

Error wrong_checkpoint(const std::string& where) {
  return Error("reading a checkpoint").at(where);
}

const std::vector<std::pair<ElementType, at::ScalarType>>& types() {
  static const std::vector<std::pair<ElementType, at::ScalarType>> all = {
      {ElementType::u8, at::kByte},
      {ElementType::i64, at::kLong},
      {ElementType::f32, at::kFloat},
      {ElementType::f64, at::kDouble}};
  return all;
}

TensorView view_of(const at::Tensor& tensor) {
  for (const auto& [stored, type] : types())
    if (type == tensor.scalar_type())
      return {stored,
              tensor.sizes().vec(),
              {static_cast<const char*>(tensor.const_data_ptr()), tensor.nbytes()}};
  throw Error("writing a checkpoint")
      .expected("tensors of float32, float64, int64 or uint8")
      .found(c10::toString(tensor.scalar_type()));
}

at::Tensor tensor_of(const TensorView& view) {
  for (const auto& [stored, type] : types())
    if (stored == view.type) {
      at::Tensor tensor = at::empty(view.shape, type);
      if (!view.bytes.empty())
        std::memcpy(tensor.mutable_data_ptr(), view.bytes.data(), view.bytes.size());
      return tensor;
    }
  throw Error("reading a checkpoint").expected("a known type of element");
}

// Metadata by name, each checked when it is asked for.
class Metadata {
 public:
  Metadata(const Safetensors& content, const std::string& where)
      : values_(content.metadata), where_(where) {}

  const std::string& text(const std::string& name) const {
    const auto found = values_.find(name);
    if (found == values_.end())
      throw wrong_checkpoint(where_).expected("\"" + name + "\" in its metadata").found("none");
    return found->second;
  }

  // Of what earlier versions did not write.
  std::string text_if_there(const std::string& name) const {
    const auto found = values_.find(name);
    return found == values_.end() ? "" : found->second;
  }

  std::int64_t count(const std::string& name) const {
    const std::string& value = text(name);
    std::int64_t number = -1;
    const char* const end = value.data() + value.size();
    const auto [rest, failure] = std::from_chars(value.data(), end, number);
    if (failure != std::errc() || rest != end || number < 0)
      throw wrong_checkpoint(where_)
          .expected("\"" + name + "\" as a number from 0 on")
          .found("\"" + value.substr(0, 40) + "\"");
    return number;
  }

 private:
  const std::map<std::string, std::string>& values_;
  const std::string& where_;
};

void check_format(const Metadata& metadata, const std::string& where) {
  if (metadata.text("format") != kFormat)
    throw wrong_checkpoint(where)
        .expected("a checkpoint of gan train")
        .found("a safetensors file of another kind");
  const std::int64_t version = metadata.count("version");
  if (version != kVersion)
    throw Error::usage("reading a checkpoint")
        .at(where)
        .expected("version " + std::to_string(kVersion))
        .found("version " + std::to_string(version))
        .hint("resume with the program that wrote it");
}

// A file that was copied under another's name is no checkpoint of its position.
void check_name(const TrainingState& training, const std::string& path,
                const CheckpointFolder& folder) {
  const std::string own = folder.path({training.epochs, training.iterations});
  if (path != own)
    throw wrong_checkpoint(path)
        .expected("the checkpoint that its name says")
        .found("that of " + own.substr(own.rfind('/') + 1));
}

}  // namespace

std::string encode_checkpoint(const Checkpoint& checkpoint) {
  const TrainingState& training = checkpoint.training;
  Safetensors content;
  content.metadata = {{"format", kFormat},
                      {"version", std::to_string(kVersion)},
                      {"options", checkpoint.options},
                      {"data_sha256", checkpoint.data_sha256},
                      {"data_name", checkpoint.data_name},
                      {"image_height", std::to_string(checkpoint.image.height)},
                      {"image_width", std::to_string(checkpoint.image.width)},
                      {"rollbacks", std::to_string(checkpoint.rollbacks)},
                      {"engine", training.engine},
                      {"epochs", std::to_string(training.epochs)},
                      {"iterations", std::to_string(training.iterations)}};
  NamedTensors tensors = training.tensors;
  for (const auto& [name, tensor] : checkpoint.samples) tensors[kSamples + name] = tensor;
  const IterationLossValues& sum = training.loss_sum;
  tensors[kLossSum] = at::tensor({sum.discriminator_real, sum.discriminator_fake, sum.generator},
                                 at::TensorOptions().dtype(at::kDouble));
  for (auto& [name, tensor] : tensors) {
    tensor = tensor.contiguous();
    content.tensors[name] = view_of(tensor);
  }
  return encode_safetensors(content);
}

Checkpoint decode_checkpoint(const std::string& bytes, const std::string& where) {
  const Safetensors content = decode_safetensors(bytes, where);
  const Metadata metadata(content, where);
  check_format(metadata, where);

  Checkpoint checkpoint;
  checkpoint.options = metadata.text("options");
  checkpoint.data_sha256 = metadata.text("data_sha256");
  checkpoint.data_name = metadata.text("data_name");
  checkpoint.image = {metadata.count("image_height"), metadata.count("image_width")};
  checkpoint.rollbacks = metadata.count("rollbacks");
  TrainingState& training = checkpoint.training;
  training.engine = metadata.text_if_there("engine");
  training.epochs = metadata.count("epochs");
  training.iterations = metadata.count("iterations");
  for (const auto& [name, view] : content.tensors) {
    const bool sample = name.compare(0, kSamples.size(), kSamples) == 0;
    (sample ? checkpoint.samples[name.substr(kSamples.size())] : training.tensors[name]) =
        tensor_of(view);
  }

  const at::Tensor sum = training.tensors[kLossSum];
  if (!sum.defined() || sum.scalar_type() != at::kDouble || sum.numel() != 3)
    throw wrong_checkpoint(where).expected("\"loss_sum\" as three numbers").found("none");
  const double* const sums = sum.const_data_ptr<double>();
  training.loss_sum = {sums[0], sums[1], sums[2]};
  training.tensors.erase(kLossSum);
  return checkpoint;
}

Generator checkpoint_generator(const Checkpoint& checkpoint, const std::string& where) {
  for (const std::int64_t side : {checkpoint.image.height, checkpoint.image.width})
    if (side < 1 || side > kLongestImageSide)
      throw wrong_checkpoint(where)
          .expected("images with sides from 1 to " + std::to_string(kLongestImageSide))
          .found(std::to_string(side));
  GeneratorOptions options;
  try {
    const auto all = nlohmann::json::parse(checkpoint.options, nullptr, /*allow_exceptions=*/false);
    nlohmann::json own = nlohmann::json::object();
    for (const Field& field : options.fields())
      if (all.is_object() && all.contains(field.name())) own[field.name()] = all[field.name()];
    fields_from_json(options.fields(), own, where);
  } catch (const Error& error) {  // a wrong file is no wrong usage
    throw Error("reading a checkpoint").found(error.what());
  }
  Generator generator(options, checkpoint.image);
  auto tensors = generator->named_parameters();
  for (const auto& buffer : generator->named_buffers())
    tensors.insert(buffer.key(), buffer.value());
  const torch::NoGradGuard no_grad;
  const NamedTensors& stored = checkpoint.training.tensors;
  const std::string average = "average.generator.";
  const auto first = stored.lower_bound(average);
  const bool averaged =
      first != stored.end() && first->first.compare(0, average.size(), average) == 0;
  const std::string prefix = averaged ? average : "generator.";
  for (auto& entry : tensors) {
    const auto found = stored.find(prefix + entry.key());
    if (found == stored.end() || found->second.sizes() != entry.value().sizes() ||
        found->second.scalar_type() != entry.value().scalar_type())
      throw wrong_checkpoint(where)
          .expected("\"" + prefix + entry.key() + "\" as its options describe it")
          .found("none, or of another shape");
    entry.value().copy_(found->second);
  }
  generator->eval();
  return generator;
}

Checkpoint load_checkpoint(const std::string& path) {
  return decode_checkpoint(read_safetensors_file(path), path);
}

LoadedCheckpoint load_newest_checkpoint(const CheckpointFolder& folder) {
  std::vector<DamagedCheckpoint> damaged;
  for (const std::string& path : folder.newest_first()) {
    try {
      Checkpoint checkpoint = load_checkpoint(path);
      check_name(checkpoint.training, path, folder);
      return {std::move(checkpoint), path, std::move(damaged)};
    } catch (const Error& error) {
      if (error.code() != Error::Code::failed) throw;
      damaged.push_back({path, error.what()});
    }
  }
  if (!damaged.empty())
    throw Error("resuming a run")
        .at(folder.path())
        .expected("a checkpoint that can be read")
        .found(std::to_string(damaged.size()) + " that cannot (" + damaged.front().reason + ")")
        .hint("gan train --overwrite starts anew");
  throw Error("resuming a run")
      .at(folder.path())
      .expected("checkpoints of a run")
      .found("none")
      .hint("gan train --out DIR starts a run");
}

}  // namespace gan
