#include "gan/storage/torchscript/torchscript_import.h"

#include <gtest/gtest.h>
#include <torch/types.h>

#include "files.h"
#include "gan/storage/torchscript/torchscript_export.h"
#include "storage/zip_damage.h"
#include "storage/zip_writer.h"

namespace gan::test {
namespace {

class Import : public testing::Test {
 protected:
  Import() {
    torch::manual_seed(1);
    GeneratorOptions options;
    options.latent_dim = 3;
    options.hidden = {4};
    bytes = export_generator(Generator(options, ImageShape{5, 6}));
  }
  // Loads these bytes from a file; the error's text, or nothing where they load.
  std::string outcome(const std::string& content) const {
    try {
      load_torchscript(write_file(folder / "x.pt", content));
    } catch (const Error& error) {
      EXPECT_TRUE(has(error.what(), {folder / "x.pt", "expected", "found"}));
      return error.what();
    }
    return "";
  }
  TempFolder folder;
  std::string bytes;
};

TEST_F(Import, LoadsToTheCpu) {
  ASSERT_EQ(outcome(bytes), "");
  const torch::jit::Module module = load_torchscript(folder / "x.pt");
  EXPECT_EQ(module.attr("latent_dim").toInt(), 3);
  for (const at::Tensor& parameter : module.parameters()) EXPECT_TRUE(parameter.is_cpu());
}

TEST_F(Import, TellsWhatAFileIsNot) {
  EXPECT_TRUE(has(error_of([&] { load_torchscript(folder / "none"); }), {"none of that name"}));
  EXPECT_TRUE(has(error_of([&] { load_torchscript(folder.path()); }), {"a folder"}));
  EXPECT_TRUE(has(outcome(noise(5000)), {"torch.jit.save", "unknown data"}));
  EXPECT_TRUE(
      has(outcome(make_zip({{"a.txt", "hello"}})), {"another zip archive, containing a.txt"}));
  EXPECT_TRUE(has(outcome(make_zip({{"model/data.pkl", "x"}})),
                  {"state_dict", "torch.jit.script(model) or torch.jit.trace(model, latents)"}));
}

TEST_F(Import, TellsWhatLibTorchCannotRead) {
  EXPECT_TRUE(has(outcome(make_zip({{"m/constants.pkl", "x"}})), {"LibTorch cannot read"}));
  EXPECT_TRUE(
      has(outcome(make_zip(
              {{"m/constants.pkl", noise(50)}, {"m/data.pkl", noise(50)}, {"m/version", "3\n"}})),
          {"LibTorch cannot read"}));
  EXPECT_TRUE(has(outcome(make_zip({{"m/constants.pkl", ""}, {"m/version", "99999\n"}})),
                  {"LibTorch cannot read"}));
}

TEST_F(Import, RefusesDamage) {
  for (std::size_t size = 0; size < bytes.size(); size += bytes.size() / 40)
    EXPECT_NE(outcome(bytes.substr(0, size)), "") << size;
  EXPECT_EQ(check_zip(bytes, "x.pt").size(), entry_bytes(bytes).size());
  EXPECT_EQ(unseen_flips(bytes), 0u);
  flip(bytes, 8 * entry_bytes(bytes).back().begin);
  EXPECT_TRUE(has(outcome(bytes), {"checking an archive", "damaged"}));
}

// What LibTorch does with a date or an attribute of another value is its own affair, as long as
// the process lives to tell.
TEST_F(Import, SurvivesDamagedHeaders) {
  std::string damaged = bytes;
  std::size_t refused = 0, loaded = 0;
  const std::size_t directory = bytes.find("PK\1\2");
  for (std::size_t at = directory; at < bytes.size(); at += 3) {
    damaged[at] = static_cast<char>(bytes[at] ^ 1 << at % 8);
    (outcome(damaged).empty() ? loaded : refused)++;
    damaged[at] = bytes[at];
  }
  EXPECT_GT(refused, loaded);
}

}  // namespace
}  // namespace gan::test
