#include "gan/storage/torchscript/torchscript_import.h"

#include <sstream>

#include <torch/script.h>

#include "gan/base/error.h"
#include "gan/base/torch_error.h"
#include "gan/storage/files/read_file.h"
#include "gan/storage/torchscript/network_kind.h"
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

}  // namespace gan
