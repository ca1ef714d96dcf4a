#include "gan/storage/torchscript/network_kind.h"

#include <algorithm>
#include <filesystem>
#include <string_view>

#include "gan/base/byte_source.h"
#include "gan/base/error.h"
#include "gan/data/formats/content_kind.h"

namespace gan {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kKindBytes = 512;

constexpr const char* kTraceIt =
    "save torch.jit.trace(model, latents) of its PyTorch model with torch.jit.save instead";
constexpr const char* kUnpackIt = "unpack it first";
constexpr const char* kDrawThere =
    "generate images with the program that wrote it; gan evaluate --images takes them as .npy";
constexpr const char* kImages = "gan evaluate --images takes images";

struct Advice {
  const char* hint;
  std::vector<std::string_view> kinds;  // as describe_content() returns them
};

const char* advice_on(std::string_view kind) {
  static const std::vector<Advice> all = {
      {kTraceIt, {"an ONNX model", "a PyTorch Mobile model"}},
      {kDrawThere,
       {"an HDF5 file", "a TensorFlow model", "a TensorFlow Lite model", "a GGUF model"}},
      {"load it in Python and save torch.jit.trace(model, latents) with torch.jit.save",
       {"a PyTorch file of the format before 1.6", "a Python pickle", "zlib data", "LZ4 data"}},
      {"it holds weights without their network: load them into the network in Python and save "
       "torch.jit.trace(model, latents)",
       {"a safetensors file"}},
      {kUnpackIt,
       {"gzip data", "bzip2 data", "xz data", "Zstandard data", "a tar archive", "a 7-Zip archive",
        "a RAR archive"}},
      {"git lfs pull fetches the file itself", {"a Git LFS pointer"}},
      {"download the file itself", {"a web page or XML"}},
      {"it is incomplete: copy or download it again", {"nothing but zero bytes"}},
      {kImages, {"a NumPy array", "a PNG picture", "an IDX image file"}}};
  for (const auto& [hint, kinds] : all)
    if (std::find(kinds.begin(), kinds.end(), kind) != kinds.end()) return hint;
  return "for example, give a run's gan_gen.pt";
}

Error no_network(const std::string& path) {
  return Error("loading a network")
      .at(path)
      .expected("a file that torch.jit.save or this program wrote");
}

void refuse_folder(const std::string& path) {
  std::error_code failure;
  if (!fs::is_directory(path, failure)) return;
  const Error wrong = no_network(path).found("a folder");
  for (const char* name : {"gan_gen.pt", "best_gen.pt"})
    if (fs::exists(fs::path(path) / name, failure))
      throw Error(wrong).found("the folder of a run").hint("give " + std::string(name) + " in it");
  if (fs::exists(fs::path(path) / "saved_model.pb", failure))
    throw Error(wrong).found("a TensorFlow SavedModel folder").hint(kDrawThere);
  throw wrong;
}

}  // namespace

NetworkKind network_kind(const std::string& path) {
  refuse_folder(path);
  const FileSource file(path, "loading a network");
  std::string head(static_cast<std::size_t>(std::min<std::uint64_t>(kKindBytes, file.size())),
                   '\0');
  file.read(0, head.data(), head.size());
  if (head.empty()) throw no_network(path).found("an empty file").hint("copy or download it again");
  if (head.substr(0, 2) == "PK") return NetworkKind::torchscript;
  // A checkpoint has 8 bytes for the header's length, then the header, which begins with a digest.
  if (head.find(R"({"__metadata__":{"sha256":)") == 8) return NetworkKind::checkpoint;
  const std::string kind = describe_content(head);
  throw no_network(path).found(kind).hint(advice_on(kind));
}

void check_is_torchscript(const std::vector<std::string>& entries, const std::string& path) {
  const auto any = [&](std::string_view ending) {
    return std::any_of(entries.begin(), entries.end(), [&](const std::string& name) {
      return name.size() >= ending.size() &&
             name.compare(name.size() - ending.size(), ending.size(), ending) == 0;
    });
  };
  if (any("/constants.pkl")) return;
  const Error wrong = no_network(path);
  if (any("/archive_format") || any("serialized_exported_program.json"))
    throw Error(wrong).found("a program of torch.export (.pt2)").hint(kTraceIt);
  if (any("/data.pkl"))
    throw Error(wrong)
        .found("objects saved by torch.save, such as a state_dict")
        .hint("save torch.jit.script(model) or torch.jit.trace(model, latents) instead");
  if (any(".weights.h5")) throw Error(wrong).found("a Keras model").hint(kDrawThere);
  if (any(".npy")) throw Error(wrong).found("NumPy arrays (.npz)").hint(kImages);
  throw Error(wrong)
      .found("another zip archive" + (entries.empty() ? "" : ", containing " + entries.front()))
      .hint(kUnpackIt);
}

}  // namespace gan
