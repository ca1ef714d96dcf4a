#include "gan/storage/torchscript/network_kind.h"

#include <algorithm>
#include <array>
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
constexpr const char* kTraceWhatItHolds =
    "load it in Python and save torch.jit.trace(model, latents) with torch.jit.save";
constexpr const char* kUnpackIt = "unpack it first";
constexpr const char* kDrawThere =
    "draw the images with the program that wrote it; gan evaluate --images takes them as .npy";
constexpr const char* kImages = "gan evaluate --images takes images";

struct Advice {
  std::string_view kind;  // as describe_content() says it
  const char* hint;
};

constexpr std::array kAdvice = {
    Advice{"an ONNX model", kTraceIt},
    Advice{"an HDF5 file", kDrawThere},
    Advice{"a TensorFlow model", kDrawThere},
    Advice{"a TensorFlow Lite model", kDrawThere},
    Advice{"a GGUF model", kDrawThere},
    Advice{"a PyTorch Mobile model", kTraceIt},
    Advice{"a PyTorch file of the format before 1.6", kTraceWhatItHolds},
    Advice{"a Python pickle", kTraceWhatItHolds},
    Advice{"zlib data", kTraceWhatItHolds},
    Advice{"LZ4 data", kTraceWhatItHolds},
    Advice{"a safetensors file",
           "it holds weights without their network: load them into it in Python and save "
           "torch.jit.trace(model, latents)"},
    Advice{"gzip data", kUnpackIt},
    Advice{"bzip2 data", kUnpackIt},
    Advice{"xz data", kUnpackIt},
    Advice{"Zstandard data", kUnpackIt},
    Advice{"a tar archive", kUnpackIt},
    Advice{"a 7-Zip archive", kUnpackIt},
    Advice{"a RAR archive", kUnpackIt},
    Advice{"a Git LFS pointer", "git lfs pull fetches the file itself"},
    Advice{"a web page or XML", "download the file itself"},
    Advice{"nothing but zero bytes", "it was not written to its end: copy or download it again"},
    Advice{"a NumPy array", kImages},
    Advice{"a PNG picture", kImages},
    Advice{"an IDX image file", kImages},
};

const char* advice_on(std::string_view kind) {
  const auto* const found = std::find_if(kAdvice.begin(), kAdvice.end(),
                                         [&](const Advice& advice) { return advice.kind == kind; });
  return found == kAdvice.end() ? "a run's gan_gen.pt is one" : found->hint;
}

Error no_network(const std::string& path) {
  return Error("loading a network")
      .at(path)
      .expected("a file of torch.jit.save or of this program");
}

bool ends_with(std::string_view text, std::string_view ending) {
  return text.size() >= ending.size() && text.substr(text.size() - ending.size()) == ending;
}

void refuse_folder(const std::string& path) {
  std::error_code failure;
  if (!fs::is_directory(path, failure)) return;
  const Error wrong = no_network(path).found("a folder");
  for (const char* name : {"gan_gen.pt", "best_gen.pt"})
    if (fs::exists(fs::path(path) / name, failure))
      throw Error(wrong).found("the folder of a run").hint("name " + std::string(name) + " in it");
  if (fs::exists(fs::path(path) / "saved_model.pb", failure))
    throw Error(wrong).found("a folder of TensorFlow's").hint(kDrawThere);
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
  // Checkpoints begin their header with a digest.
  constexpr std::size_t length_bytes = 8;
  const std::string begin = R"({"__metadata__":{"sha256":)";
  if (head.size() > length_bytes && head.compare(length_bytes, begin.size(), begin) == 0)
    return NetworkKind::checkpoint;
  const std::string kind = describe_content(head);
  throw no_network(path).found(kind).hint(advice_on(kind));
}

void check_is_torchscript(const std::vector<std::string>& entries, const std::string& path) {
  const auto any = [&](std::string_view ending) {
    return std::any_of(entries.begin(), entries.end(),
                       [&](const std::string& name) { return ends_with(name, ending); });
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
      .found("another zip archive" + (entries.empty() ? "" : ", of " + entries.front()))
      .hint(kUnpackIt);
}

}  // namespace gan
