// `gan train` of a tiny run, on pretend GPUs.
#pragma once

#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "app/program.h"
#include "data/idx_bytes.h"
#include "files.h"

namespace gan::test {

class PretendRun : public testing::Test {
 protected:
  using Words = std::vector<std::string>;

  PretendRun() {
    ::unsetenv("CUDA_VISIBLE_DEVICES");
    write_file(data / "train-images.idx3-ubyte", idx_file({40, 6, 6}));
  }

  Words words(const std::string& out, const Words& more = {}) const {
    Words words = gan_words({"train", "--data=" + data.path(), "--out=" + out, "--threads=1",
                             "--batch-size=8", "--latent-dim=4", "--generator-hidden=8,16",
                             "--discriminator-hidden=16,8"});
    words.insert(words.end(), more.begin(), more.end());
    return words;
  }
  // One short epoch.
  Outcome train(const std::string& device, const Environment& environment,
                const Words& before = {}) const {
    Words all = before;
    for (const std::string& word :
         words(folder / "run",
               {"--device=" + device, "--epochs=1", "--iterations-per-epoch=3", "--overwrite"}))
      all.push_back(word);
    return RunningProgram(all, environment).finish();
  }

  // A line for the error, and nothing of LibTorch's own.
  static void expect_one_line(const Outcome& outcome, int exit_code) {
    EXPECT_EQ(outcome.exit_code, exit_code) << outcome.errors;
    EXPECT_EQ(lines(outcome.errors), 1) << outcome.errors;
    EXPECT_EQ(outcome.errors.rfind("gan: ", 0), 0U) << outcome.errors;
  }

  TempFolder data, folder;
};

inline bool says(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

}  // namespace gan::test
