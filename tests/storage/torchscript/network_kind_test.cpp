#include "gan/storage/torchscript/network_kind.h"

#include <gtest/gtest.h>

#include "files.h"
#include "gan/storage/torchscript/torchscript_export.h"

namespace gan::test {
namespace {

using namespace std::string_literals;

class NetworkKindTest : public testing::Test {
 protected:
  std::string refusal(const std::string& content) const {
    const std::string text = error_of([&] { network_kind(write_file(folder / "x.pt", content)); });
    EXPECT_TRUE(has(text, {folder / "x.pt", "torch.jit.save", "found"}));
    return text;
  }
  static std::string zip_refusal(const std::vector<std::string>& entries) {
    return error_of([&] { check_is_torchscript(entries, "x.pt"); });
  }
  TempFolder folder;
};

TEST_F(NetworkKindTest, IsWhatTheContentSaysWhateverTheName) {
  for (const char* name : {"a.pt", "a.safetensors", "a"}) {
    EXPECT_EQ(network_kind(write_file(folder / name, export_generator(Generator()))),
              NetworkKind::torchscript);
    EXPECT_EQ(network_kind(write_file(folder / name,
                                      "\x40\0\0\0\0\0\0\0{\"__metadata__\":{\"sha256\":\"0\"}}"s)),
              NetworkKind::checkpoint);
  }
}

TEST_F(NetworkKindTest, OtherFilesAreNamedWithWhatToDo) {
  const std::string trace = "torch.jit.trace(model, latents)", draw = "gan evaluate --images";
  EXPECT_TRUE(has(refusal("\x08\x08\x12\x07pytorch"), {"an ONNX model", trace}));
  EXPECT_TRUE(has(refusal("\x89HDF\r\n\x1a\n"), {"an HDF5 file", draw}));
  EXPECT_TRUE(has(refusal("\x08\x01\x12\xff"), {"a TensorFlow model", draw}));
  EXPECT_TRUE(has(refusal("\x1c\0\0\0TFL3\0\0"s), {"TensorFlow Lite", draw}));
  EXPECT_TRUE(has(refusal("\x80\x04\x95\x0b"), {"a Python pickle", trace}));
  EXPECT_TRUE(has(refusal("\x80\x02\x8a\nl\xfc\x9c"
                          "F\xf9 j"),
                  {"before 1.6", trace}));
  EXPECT_TRUE(has(refusal("x\x9c\x01\x02\x03"), {"zlib data", trace}));
  EXPECT_TRUE(has(refusal("\x40\0\0\0\0\0\0\0{\"net.0.weight\":{}}"s),
                  {"a safetensors file", "without their network", trace}));
  EXPECT_TRUE(has(refusal("\x1f\x8b\x08\0\0"s), {"gzip data", "unpack it"}));
  EXPECT_TRUE(
      has(refusal("x.pt"s + std::string(253, '\0') + "ustar"), {"a tar archive", "unpack"}));
  EXPECT_TRUE(has(refusal("7z\xbc\xaf\x27\x1c"), {"a 7-Zip archive", "unpack"}));
  EXPECT_TRUE(has(refusal("version https://git-lfs.github.com/spec/v1\n"), {"git lfs pull"}));
  EXPECT_TRUE(has(refusal("<!DOCTYPE html>"), {"a web page", "download the file itself"}));
  EXPECT_TRUE(has(refusal("\x93NUMPY\x01"), {"a NumPy array", draw}));
  EXPECT_TRUE(has(refusal(""), {"an empty file", "copy or download"}));
  EXPECT_TRUE(has(refusal(std::string(100, '\0')), {"nothing but zero bytes"}));
  EXPECT_TRUE(has(refusal("#!/bin/sh\n"), {"text"}));
  EXPECT_TRUE(has(refusal("\xde\xad\xbe\xef"), {"unknown data"}));
}

TEST_F(NetworkKindTest, FoldersAreToldByWhatIsInThem) {
  const auto words = [&] { return error_of([&] { network_kind(folder.path()); }); };
  EXPECT_TRUE(has(words(), {folder.path(), "a folder"}));
  write_file(folder / "saved_model.pb", "");
  EXPECT_TRUE(has(words(), {"TensorFlow", "gan evaluate --images"}));
  write_file(folder / "gan_gen.pt", "");
  EXPECT_TRUE(has(words(), {"the folder of a run", "give gan_gen.pt in it"}));
}

TEST_F(NetworkKindTest, ZipArchivesAreToldByTheirEntries) {
  EXPECT_NO_THROW(check_is_torchscript({"m/data.pkl", "m/constants.pkl"}, "x.pt"));
  EXPECT_TRUE(has(zip_refusal({"e/models/model.json", "e/archive_format"}),
                  {"torch.export (.pt2)", "torch.jit.trace"}));
  EXPECT_TRUE(has(zip_refusal({"serialized_exported_program.json", "version"}), {"torch.export"}));
  EXPECT_TRUE(has(zip_refusal({"m/data.pkl", "m/version"}), {"state_dict", "torch.jit.script"}));
  EXPECT_TRUE(has(zip_refusal({"config.json", "model.weights.h5"}), {"a Keras model"}));
  EXPECT_TRUE(has(zip_refusal({"x.npy"}), {"NumPy arrays", "gan evaluate --images"}));
  EXPECT_TRUE(
      has(zip_refusal({"model.pt"}), {"another zip archive, containing model.pt", "unpack it"}));
  EXPECT_TRUE(has(zip_refusal({}), {"another zip archive"}));
}

}  // namespace
}  // namespace gan::test
