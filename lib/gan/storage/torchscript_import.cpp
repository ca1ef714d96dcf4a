#include "gan/storage/torchscript_import.h"

#include <algorithm>
#include <sstream>

#include <torch/script.h>

#include "gan/base/error.h"
#include "gan/base/torch_error.h"
#include "gan/storage/write_file.h"
#include "gan/storage/zip_check.h"

namespace gan {
namespace {

constexpr std::size_t kLargestFile = std::size_t{4} << 30;

bool any_entry_ends_with(const std::vector<std::string>& names, const std::string& ending) {
  return std::any_of(names.begin(), names.end(), [&](const std::string& name) {
    return name.size() >= ending.size() &&
           name.compare(name.size() - ending.size(), ending.size(), ending) == 0;
  });
}

}  // namespace

torch::jit::Module load_torchscript(const std::string& path) {
  const std::string bytes = read_file(path, kLargestFile);
  const Error wrong = Error("loading TorchScript")
                          .at(path)
                          .expected("an archive made by torch.jit.save or by this program");
  if (bytes.empty()) throw Error(wrong).found("an empty file");

  const std::vector<std::string> names = check_zip(bytes, path);
  if (!any_entry_ends_with(names, "/constants.pkl")) {
    const bool pickled = any_entry_ends_with(names, "/data.pkl");
    throw Error(wrong)
        .found(pickled ? "objects saved by torch.save, such as a state_dict"
                       : "another zip archive")
        .hint(pickled ? "save torch.jit.script(model) or torch.jit.trace(model, latents) instead"
                      : "");
  }
  try {
    std::istringstream stream(bytes);
    return torch::jit::load(stream, c10::Device(c10::kCPU));
  } catch (const std::exception& error) {
    throw Error(wrong).found("one that LibTorch cannot read (" + first_line(error) + ")");
  }
}

}  // namespace gan
