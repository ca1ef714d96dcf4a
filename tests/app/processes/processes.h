// `gan train` in several processes, started by hand.
#pragma once

#include <deque>
#include <string>
#include <vector>

#include "app/program.h"
#include "loopback_launch.h"

namespace gan::test {

class Processes {
 public:
  using Words = std::vector<std::string>;

  // `words` of each process: the flags of all, then its own, if there are any.
  Processes(int count, const Words& words, const std::vector<Words>& own = {})
      : port_(std::to_string(free_port())) {
    for (int rank = 0; rank < count; ++rank) {
      Words all = words;
      const auto index = static_cast<std::size_t>(rank);
      if (index < own.size()) all.insert(all.end(), own[index].begin(), own[index].end());
      programs_.emplace_back(gan_words(all), environment(count, rank));
    }
  }

  Environment environment(int count, int rank) const {
    return {{"RANK", std::to_string(rank)},
            {"WORLD_SIZE", std::to_string(count)},
            {"MASTER_ADDR", "127.0.0.1"},
            {"MASTER_PORT", port_},
            {"LOCAL_RANK", ""},
            {"TORCHELASTIC_RUN_ID", ""},
            {"TORCHELASTIC_USE_AGENT_STORE", ""}};
  }

  RunningProgram& operator[](int rank) { return programs_[static_cast<std::size_t>(rank)]; }
  int count() const { return static_cast<int>(programs_.size()); }

  // Whether all have ended, after waiting for so long at most.
  bool ended(std::chrono::milliseconds patience) {
    const auto until = std::chrono::steady_clock::now() + patience;
    for (RunningProgram& program : programs_)
      if (!program.ended(std::chrono::duration_cast<std::chrono::milliseconds>(
              until - std::chrono::steady_clock::now())))
        return false;
    return true;
  }

  std::vector<Outcome> finish() {
    std::vector<Outcome> outcomes;
    for (RunningProgram& program : programs_) outcomes.push_back(program.finish());
    return outcomes;
  }

 private:
  std::string port_;
  std::deque<RunningProgram> programs_;
};

}  // namespace gan::test
