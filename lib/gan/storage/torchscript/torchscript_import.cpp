#include "gan/storage/torchscript/torchscript_import.h"

#include <algorithm>
#include <sstream>
#include <vector>

#include <torch/script.h>

#include "gan/base/error.h"
#include "gan/base/torch_error.h"
#include "gan/storage/files/read_file.h"
#include "gan/storage/torchscript/network_kind.h"
#include "gan/storage/torchscript/script_forward.h"
#include "gan/storage/torchscript/zip_check.h"

namespace gan {
namespace {

constexpr std::size_t kLargestFile = std::size_t{4} << 30;

}  // namespace

torch::jit::Module load_torchscript(const std::string& path) {
  const Error wrong = Error("loading TorchScript").at(path);
  if (network_kind(path) != NetworkKind::torchscript)
    throw Error(wrong).expected("TorchScript").found("a checkpoint of a run");
  const std::string bytes = read_file(path, kLargestFile);
  check_is_torchscript(check_zip(bytes, path), path);
  try {
    std::istringstream stream(bytes);
    return torch::jit::load(stream, c10::Device(c10::kCPU));
  } catch (const std::exception& error) {
    throw Error(wrong)
        .expected("an archive of torch.jit.save")
        .found("one that LibTorch cannot read (" + first_line(error) + ")");
  }
}

bool takes_labels(const torch::jit::Module& module, const std::string& path) {
  const Error wrong = Error("loading a generator")
                          .at(path)
                          .expected(
                              "a module whose forward() takes latents, or latents and labels, "
                              "as tensors");
  const std::vector<ForwardInput> inputs = forward_inputs(module, wrong);
  std::size_t required = 0, tensors = 0;  // the latter: before anything else
  for (std::size_t i = 0; i < inputs.size(); ++i) {
    if (inputs[i].takes_tensor && tensors == i) ++tensors;
    if (!inputs[i].has_default) ++required;
  }
  if (tensors > 0 && required <= std::min<std::size_t>(tensors, 2)) return required == 2;
  Error error = Error(wrong).found(forward_text(inputs));
  if (inputs.empty() || (required == 1 && tensors == 0))
    throw error.hint("save a module that takes its latents, [n, latent]");
  throw error.hint("save a module that takes latents and labels and chooses the rest");
}

}  // namespace gan
