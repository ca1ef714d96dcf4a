// A small run to go on with.
#pragma once

#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "app/program.h"
#include "data/idx_bytes.h"
#include "files.h"

namespace gan::test {

using Words = std::vector<std::string>;

class Resume : public testing::Test {
 protected:
  Resume() { write_file(data / "train-images.idx3-ubyte", idx_file({40, 6, 6})); }

  Outcome start(const std::string& in, const Words& more = {}) const {
    Words words = {"train",
                   "--data=" + data.path(),
                   "--out=" + in,
                   "--device=cpu",
                   "--epochs=4",
                   "--iterations-per-epoch=3",
                   "--batch-size=8",
                   "--latent-dim=4",
                   "--generator-hidden=8,16",
                   "--discriminator-hidden=16,8",
                   "--save-every=2",
                   "--checkpoint-every=2"};
    words.insert(words.end(), more.begin(), more.end());
    return run_gan(words);
  }
  Outcome resume(const Words& more = {}) const {
    Words words = {"train", "--resume", out};
    words.insert(words.end(), more.begin(), more.end());
    return run_gan(words);
  }
  std::string refusal(const Words& more) const {
    const Outcome outcome = resume(more);
    EXPECT_EQ(outcome.exit_code, 2) << outcome.errors;
    EXPECT_EQ(lines(outcome.errors), 1) << outcome.errors;
    return outcome.errors;
  }

  TempFolder data, folder;
  std::string out = folder / "run";
};

}  // namespace gan::test
