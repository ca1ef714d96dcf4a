#include "gan/training/processes/launch.h"

#include <charconv>
#include <vector>

#include "gan/base/environment.h"
#include "gan/base/error.h"
#include "gan/training/processes/node_list.h"

namespace gan {
namespace {

constexpr std::int64_t kMostProcesses = 100000;
constexpr std::int64_t kMostPorts = 65535;
// srun names no port. Jobs on one machine get different ones.
constexpr std::int64_t kFirstPort = 20000, kPorts = 10000;

Error error_at(const std::string& variable) {
  return Error::usage("joining the processes of the launcher").at(variable);
}

std::int64_t number_of(const std::string& variable, std::int64_t least, std::int64_t most) {
  const std::string text = environment(variable.c_str());
  std::int64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size() || number < least || number > most)
    throw error_at(variable)
        .expected("a whole number from " + std::to_string(least) + " to " + std::to_string(most))
        .found(text.empty() ? "nothing" : "\"" + text + "\"")
        .hint("torchrun sets it; without a launcher, unset RANK and WORLD_SIZE");
  return number;
}

// The variables of a launcher.
struct Names {
  std::string rank, processes, local_rank;
};

const std::vector<Names>& launchers() {
  static const std::vector<Names> table = {
      {"RANK", "WORLD_SIZE", "LOCAL_RANK"},
      // Those of a step: a script under sbatch has those of the job, and is alone.
      {"SLURM_PROCID", "SLURM_STEP_NUM_TASKS", "SLURM_LOCALID"},
      {"OMPI_COMM_WORLD_RANK", "OMPI_COMM_WORLD_SIZE", "OMPI_COMM_WORLD_LOCAL_RANK"},
      {"PMI_RANK", "PMI_SIZE", "MPI_LOCALRANKID"},
  };
  return table;
}

bool is_set(const std::string& variable) {
  return !environment(variable.c_str()).empty();
}

// The variables of the launcher, or nothing. Those of torchrun count where only one is set, so that
// the other is missed.
std::optional<Names> launcher() {
  for (const Names& names : launchers()) {
    const bool rank = is_set(names.rank), processes = is_set(names.processes);
    if (rank && processes) return names;
    if ((rank || processes) && names.rank == "RANK") return names;
  }
  return std::nullopt;
}

void find_store(const Names& names, Launch& launch) {
  launch.address = environment("MASTER_ADDR");
  if (is_set("MASTER_PORT")) launch.port = number_of("MASTER_PORT", 1, kMostPorts);
  if (names.rank == "SLURM_PROCID") {
    if (launch.address.empty()) launch.address = first_node(environment("SLURM_STEP_NODELIST"));
    if (launch.port == 0)
      launch.port = kFirstPort + number_of("SLURM_JOB_ID", 0, INT64_MAX) % kPorts;
  }
  if (launch.address.empty())
    throw error_at("MASTER_ADDR")
        .expected("the address of the machine of rank 0")
        .found("nothing")
        .hint("for processes of one machine, MASTER_ADDR=127.0.0.1");
  if (launch.port == 0)
    throw error_at("MASTER_PORT")
        .expected("a port that is free on the machine of rank 0")
        .found("nothing")
        .hint("for example MASTER_PORT=29500");
  launch.joins_agent = environment("TORCHELASTIC_USE_AGENT_STORE") == "True";
  launch.attempt = environment("TORCHELASTIC_RESTART_COUNT");
}

}  // namespace

std::optional<Launch> launch_from_environment() {
  const std::optional<Names> names = launcher();
  if (!names) return std::nullopt;
  Launch launch;
  launch.processes = number_of(names->processes, 1, kMostProcesses);
  launch.rank = number_of(names->rank, 0, launch.processes - 1);
  if (is_set(names->local_rank))
    launch.local_rank = number_of(names->local_rank, 0, launch.processes - 1);
  if (launch.processes == 1) return std::nullopt;
  find_store(*names, launch);
  return launch;
}

}  // namespace gan
