#include "gan/storage/checkpoint.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <unistd.h>
#include <utility>

#include <ATen/Functions.h>
#include <nlohmann/json.hpp>

#include "gan/base/error.h"
#include "gan/base/fields.h"
#include "gan/storage/checkpoint_metadata.h"
#include "gan/storage/safetensors/safetensors.h"

namespace gan {
namespace {

constexpr const char* kFormat = "gan.checkpoint";
constexpr std::int64_t kVersion = 1;
constexpr const char* kLossSum = "loss_sum";
constexpr const char* kMoreSums = "more_sums";
constexpr std::int64_t kLossSums = 3;
const std::string kSamples = "samples.";

// Not damage: the file stays what it is, and no older one takes its place.
struct OtherVersion : Error {
  explicit OtherVersion(const Error& error) : Error(error) {}
};

Error wrong_checkpoint(const std::string& where) {
  return Error("reading a checkpoint").at(where);
}

// A file that this user may not read is not a damaged one, which would be renamed.
void check_permission(const std::string& path) {
  if (::faccessat(AT_FDCWD, path.c_str(), R_OK, AT_EACCESS) != 0 && errno == EACCES)
    throw wrong_checkpoint(path).found(system_reason(EACCES)).hint("run as the owner of the file");
}

// In the order of ElementType.
constexpr std::array kTypes = {at::kByte, at::kLong, at::kFloat, at::kDouble};

TensorView view_of(const at::Tensor& tensor) {
  const auto* const type = std::find(kTypes.begin(), kTypes.end(), tensor.scalar_type());
  if (type == kTypes.end())
    throw Error("writing a checkpoint")
        .expected("tensors of float32, float64, int64 or uint8")
        .found(c10::toString(tensor.scalar_type()));
  return {static_cast<ElementType>(type - kTypes.begin()),
          tensor.sizes().vec(),
          {static_cast<const char*>(tensor.const_data_ptr()), tensor.nbytes()}};
}

at::Tensor tensor_of(const TensorView& view) {
  at::Tensor tensor = at::empty(view.shape, kTypes[static_cast<std::size_t>(view.type)]);
  if (!view.bytes.empty())
    std::memcpy(tensor.mutable_data_ptr(), view.bytes.data(), view.bytes.size());
  return tensor;
}

at::Tensor tensor_of_sums(IterationLossValues values) {
  at::Tensor sums = at::zeros({kIterationValues}, at::kDouble);
  auto* to = sums.mutable_data_ptr<double>();
  for (const double* value : values_of(values)) *to++ = *value;
  return sums;
}

// Sums that earlier versions did not record are 0.
IterationLossValues take_sums(NamedTensors& tensors, const std::string& where) {
  IterationLossValues values;
  const auto to = values_of(values);
  std::size_t done = 0;
  for (const char* name : {kLossSum, kMoreSums}) {
    const std::size_t end = name == kLossSum ? kLossSums : kIterationValues;
    const at::Tensor sums = tensors[name];
    tensors.erase(name);
    if (name == kMoreSums && !sums.defined()) break;
    if (!sums.defined() || sums.scalar_type() != at::kDouble ||
        sums.numel() != static_cast<std::int64_t>(end - done))
      throw wrong_checkpoint(where)
          .expected("\"" + std::string(name) + "\" as three numbers")
          .found("none");
    for (const auto* from = sums.const_data_ptr<double>(); done < end; ++done) *to[done] = *from++;
  }
  return values;
}

}  // namespace

std::string encode_checkpoint(const Checkpoint& checkpoint) {
  Safetensors content;
  content.metadata = {{"format", kFormat}, {"version", std::to_string(kVersion)}};
  write_metadata(checkpoint, content.metadata);
  NamedTensors tensors = checkpoint.training.tensors;
  for (const auto& [name, tensor] : checkpoint.samples) tensors[kSamples + name] = tensor;
  const at::Tensor sums = tensor_of_sums(checkpoint.training.loss_sum);
  tensors[kLossSum] = sums.narrow(0, 0, kLossSums);
  tensors[kMoreSums] = sums.narrow(0, kLossSums, sums.numel() - kLossSums);
  for (auto& [name, tensor] : tensors) {
    tensor = tensor.contiguous();
    content.tensors[name] = view_of(tensor);
  }
  return encode_safetensors(content);
}

Checkpoint decode_checkpoint(const std::string& bytes, const std::string& where) {
  const Safetensors content = decode_safetensors(bytes, where);
  const std::string format = metadata_text(content.metadata, "format", where);
  if (format != kFormat)
    throw wrong_checkpoint(where)
        .expected("a checkpoint of gan train")
        .found("a safetensors file of another kind");
  const std::int64_t version = metadata_number(content.metadata, "version", where);
  if (version != kVersion)
    throw OtherVersion(wrong_checkpoint(where)
                           .expected("version " + std::to_string(kVersion))
                           .found("version " + std::to_string(version))
                           .hint("use the program that wrote it"));

  Checkpoint checkpoint;
  read_metadata(content.metadata, where, checkpoint);
  TrainingState& training = checkpoint.training;
  for (const auto& [name, view] : content.tensors) {
    const bool sample = name.compare(0, kSamples.size(), kSamples) == 0;
    (sample ? checkpoint.samples[name.substr(kSamples.size())] : training.tensors[name]) =
        tensor_of(view);
  }

  training.loss_sum = take_sums(training.tensors, where);
  return checkpoint;
}

Generator checkpoint_generator(const Checkpoint& checkpoint, const std::string& where) {
  check_image(checkpoint.image, wrong_checkpoint(where));
  GeneratorOptions options;
  std::string architecture = kTutorialArchitecture;
  try {
    const auto all = nlohmann::json::parse(checkpoint.options, nullptr, /*allow_exceptions=*/false);
    std::vector<Field> fields = options.fields();
    fields.push_back(architecture_field(architecture));
    nlohmann::json own = nlohmann::json::object();
    for (const Field& field : fields)
      if (all.is_object() && all.contains(field.name())) own[field.name()] = all[field.name()];
    fields_from_json(fields, own, where);
  } catch (const Error& error) {  // a wrong file is not a usage error
    throw Error("reading a checkpoint").found(error.what());
  }
  Generator generator(options, checkpoint.image, architecture, checkpoint.classes);
  const NamedTensors& stored = checkpoint.training.tensors;
  const std::string average = "average.generator.";
  const auto first = stored.lower_bound(average);
  const bool averaged =
      first != stored.end() && first->first.compare(0, average.size(), average) == 0;
  assign_tensors(*generator, stored, averaged ? average : "generator.", wrong_checkpoint(where));
  generator->eval();
  return generator;
}

Checkpoint load_checkpoint(const std::string& path) {
  return decode_checkpoint(read_safetensors_file(path), path);
}

LoadedCheckpoint load_newest_checkpoint(const CheckpointFolder& folder) {
  std::vector<DamagedCheckpoint> damaged;
  for (const std::string& path : folder.newest_first()) {
    check_permission(path);
    try {
      Checkpoint checkpoint = load_checkpoint(path);
      const TrainingState& training = checkpoint.training;
      // A file copied under another checkpoint's name is not the checkpoint of that position.
      const std::string own = folder.path({training.epochs, training.iterations});
      if (path != own)
        throw wrong_checkpoint(path)
            .expected("the checkpoint that the file name gives")
            .found("the content of " + own.substr(own.rfind('/') + 1));
      return {std::move(checkpoint), path, std::move(damaged)};
    } catch (const OtherVersion&) {
      throw;
    } catch (const Error& error) {
      damaged.push_back({path, error.what()});
    }
  }
  const Error failed = Error("resuming a run").at(folder.path());
  const std::string run = folder.path().substr(0, folder.path().rfind('/'));
  if (!damaged.empty())
    throw Error(failed)
        .expected("a readable checkpoint")
        .found(std::to_string(damaged.size()) + " unreadable (" + damaged.front().reason + ")")
        .hint("gan train --options " + run + "/options.json --out " + run +
              " --overwrite starts the run again");
  throw Error(failed)
      .expected("checkpoints of a run")
      .found("none")
      .hint("gan train --out DIR starts a run");
}

}  // namespace gan
