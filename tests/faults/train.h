// A tiny training run that is disturbed, and what must hold of its folder afterwards.
#pragma once

#include <cstdlib>
#include <sstream>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "data/idx_bytes.h"
#include "faults/faults.h"
#include "gan/base/sha256.h"
#include "gan/storage/checkpoint_folder.h"
#include "gan/storage/safetensors/safetensors.h"

namespace gan::test {

class TinyTraining {
 public:
  using Words = std::vector<std::string>;

  explicit TinyTraining(int epochs, Words more = {}) : epochs_(epochs), more_(std::move(more)) {
    write_file(data_ / "train-images.idx3-ubyte", idx_file({40, 6, 6}));
  }

  // The words of a run into this folder that checkpoints after every epoch.
  Words words(const std::string& out, const Words& more = {}) const {
    Words words =
        gan_words({"train", "--data=" + data_.path(), "--out=" + out, "--device=cpu", "--threads=1",
                   "--epochs=" + std::to_string(epochs_), "--iterations-per-epoch=3",
                   "--batch-size=8", "--latent-dim=4", "--generator-hidden=8,16",
                   "--discriminator-hidden=16,8", "--checkpoint-every=1"});
    words.insert(words.end(), more_.begin(), more_.end());
    words.insert(words.end(), more.begin(), more.end());
    return words;
  }
  Outcome run(const std::string& out, const Words& more = {}, const Environment& set = {}) const {
    return RunningProgram(words(out, more), set).finish();
  }
  Outcome resume(const std::string& out, const Environment& set = {}) const {
    return run_gan({"train", "--resume", out, "--threads=1", "--epochs=" + std::to_string(epochs_)},
                   set);
  }

  // Epochs whose line was printed: after that, they must not be lost.
  int acknowledged(const std::string& errors) const {
    int last = 0;
    std::istringstream text(errors);
    std::string word;
    for (std::string line; std::getline(text, line);) {
      std::istringstream words(line);
      int epoch = 0;
      if (words >> word >> epoch && word == "epoch") last = epoch;
    }
    return last;
  }

  // The checkpoint that a resume takes: the newest that can be read. Counts those that cannot.
  struct Found {
    std::string path;
    int unreadable = 0;
  };
  Found newest(const std::string& out) const {
    Found found;
    for (const std::string& path : CheckpointFolder(out).newest_first()) {
      try {
        const std::string bytes = read_safetensors_file(path);
        decode_safetensors(bytes, path);
        found.path = path;
        return found;
      } catch (const Error&) {
        ++found.unreadable;
      }
    }
    return found;
  }

  // One line for the error that ended the run, after everything else. Neither signal nor abort.
  void expect_one_error(const Outcome& outcome, const std::string& what) const {
    EXPECT_EQ(outcome.exit_code, 1) << what << ": " << outcome.errors;
    std::istringstream text(outcome.errors);
    int errors = 0;
    bool at_the_end = false;
    for (std::string line; std::getline(text, line);) {
      at_the_end = line.rfind("gan: ", 0) == 0 && line.rfind("gan: warning: ", 0) != 0;
      errors += at_the_end;
    }
    EXPECT_TRUE(errors == 1 && at_the_end) << what << ": " << outcome.errors;
  }

  // No unreadable checkpoint, and none lost that was acknowledged.
  void expect_nothing_lost(const std::string& out, const Outcome& outcome,
                           const std::string& what) const {
    const Found found = newest(out);
    EXPECT_EQ(found.unreadable, 0) << what;
    const int epochs = acknowledged(outcome.errors);
    if (epochs == 0) return;
    ASSERT_NE(found.path, "") << what;
    const std::string least = CheckpointFolder(out).path({epochs, 0});
    const auto order = [](const std::string& path) { return path.substr(0, path.rfind('.')); };
    EXPECT_GE(order(found.path), order(least)) << what;
  }

  // Resumed, or begun again where there was no checkpoint yet, the run ends as if nothing had been:
  // every epoch once in the log, the same weights and samples.
  void expect_same_end(const std::string& out, const std::string& weights,
                       const std::string& what) const {
    const Outcome outcome = newest(out).path.empty() ? run(out) : resume(out);
    ASSERT_EQ(outcome.exit_code, 0) << what << ": " << outcome.errors;
    EXPECT_EQ(results_of(out), weights) << what;
    std::istringstream log(read_file(out + "/log.jsonl"));
    int epoch = 0;
    for (std::string line; std::getline(log, line);)
      EXPECT_EQ(nlohmann::json::parse(line)["epoch"], ++epoch) << what;
    EXPECT_EQ(epoch, epochs_) << what;
    EXPECT_TRUE(temporary_files(out).empty()) << what << ": " << temporary_files(out).front();
  }

  // Digests of what a run leaves behind.
  static std::string results_of(const std::string& out) {
    std::string all;
    for (const char* name : {"/gan_gen.pt", "/gan_dis.pt", "/losses.svg", "/samples/grid.png",
                             "/samples/progress.png"})
      all += sha256_of_file(out + name) + " ";
    return all;
  }

 private:
  TempFolder data_;
  int epochs_;
  Words more_;
};

}  // namespace gan::test
