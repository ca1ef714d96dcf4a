// `gan train --resume` and the images that it goes on with.
#include <filesystem>

#include <gtest/gtest.h>

#include "app/resume.h"

namespace gan::test {
namespace {

TEST_F(Resume, TheRangeOfTheImagesIsKept) {
  const auto write_binary = [&](int white) {
    std::string bytes;
    for (const char byte : noise(40 * 36)) bytes += static_cast<char>((byte & 1) * white);
    write_file(data / "train-images.idx3-ubyte", encode_idx_header({40, 6, 6}) + bytes);
  };
  write_binary(1);
  ASSERT_EQ(start(out).exit_code, 0);
  EXPECT_TRUE(has(resume({"--epochs=5"}).output, {"pixel range 0 to 1, found"}));
  EXPECT_TRUE(has(refusal({"--epochs=6", "--pixel-range=0,255"}), {"others"}));
  write_binary(255);
  EXPECT_EQ(resume({"--epochs=6"}).exit_code, 0) << "the same pictures";
}

TEST_F(Resume, AFolderOfAnyNameIsFoundAgain) {
  const std::string odd = folder / "d\xe9ta 100%";
  std::filesystem::create_directory(odd);
  std::filesystem::rename(data / "train-images.idx3-ubyte", odd + "/train-images.idx3-ubyte");
  ASSERT_EQ(start(out, {"--data=" + odd}).exit_code, 0);
  const Outcome more = resume({"--epochs=5"});
  EXPECT_EQ(more.exit_code, 0) << more.errors;
  EXPECT_TRUE(has(more.output, {odd}));
  const Outcome again = run_gan(
      {"train", "--options", out + "/options.json", "--out", folder / "again", "--device=cpu"});
  EXPECT_EQ(again.exit_code, 0) << again.errors;
}

TEST_F(Resume, OtherImagesAreRefusedUnlessForced) {
  ASSERT_EQ(start(out).exit_code, 0);
  const TempFolder others;
  std::string bytes = idx_file({40, 6, 6});
  bytes.back() = static_cast<char>(bytes.back() ^ 1);
  write_file(others / "train-images.idx3-ubyte", bytes);
  const std::string error = refusal({"--epochs=5", "--data", others.path()});
  EXPECT_TRUE(has(error, {others.path(), "the images", "others", "--other-data"}));
  const Outcome forced = resume({"--epochs=5", "--data", others.path(), "--other-data"});
  EXPECT_EQ(forced.exit_code, 0) << forced.errors;

  const TempFolder moved;
  write_file(moved / "train-images.idx3-ubyte", bytes);
  EXPECT_EQ(resume({"--epochs=6", "--data", moved.path()}).exit_code, 0) << "the same elsewhere";
  EXPECT_EQ(start(out, {"--resume-if-present", "--epochs=7"}).exit_code, 2);
  const Outcome again = start(out, {"--resume-if-present", "--epochs=7", "--other-data"});
  EXPECT_EQ(again.exit_code, 0) << again.errors;
}

TEST_F(Resume, ImagesOfAnotherSizeAreRefusedBeforeAnything) {
  ASSERT_EQ(start(out).exit_code, 0);
  const std::string before = read_file(out + "/options.json");
  const TempFolder others;
  write_file(others / "train-images.idx3-ubyte", idx_file({40, 4, 9}));  // as many pixels
  const std::string error = refusal({"--epochs=5", "--data", others.path(), "--other-data"});
  EXPECT_TRUE(has(error, {others.path(), "6 by 6", "4 by 9"})) << error;
  EXPECT_EQ(read_file(out + "/options.json"), before);
}

TEST_F(Resume, SyntheticDigitsAreOtherImages) {
  ASSERT_EQ(start(out).exit_code, 0);
  EXPECT_TRUE(has(refusal({"--epochs=6", "--dataset=synthetic"}), {"built in", "28 by 28"}));
  EXPECT_TRUE(has(refusal({"--epochs=6", "--dataset=synthetic", "--size=6"}),
                  {"built in", "--other-data"}));
}

TEST_F(Resume, AnotherSizeIsNoOtherData) {
  ASSERT_EQ(start(out).exit_code, 0);
  EXPECT_TRUE(has(refusal({"--epochs=6", "--size=8"}),
                  {"6 by 6 pixels", "found 8 by 8", "--size and --channels as at the start"}));
}

TEST_F(Resume, ARunOnSyntheticDigitsGoesOnWithAFolder) {
  ASSERT_EQ(run_gan({"train", "--dataset=synthetic", "--device=cpu", "--size=6", "--epochs=1",
                     "--iterations-per-epoch=1", "--batch-size=8", "--out", out})
                .exit_code,
            0);
  const Outcome more = resume({"--epochs=2", "--data", data.path(), "--other-data"});
  EXPECT_EQ(more.exit_code, 0) << more.errors;
  EXPECT_TRUE(has(more.output, {data.path()}));
}

}  // namespace
}  // namespace gan::test
