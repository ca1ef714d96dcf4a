// How a launcher started this process as one of several.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

namespace gan {

struct Launch {
  std::int64_t rank = 0;       // from 0
  std::int64_t processes = 1;  // of all machines
  // Among the processes of its machine, if the launcher says.
  std::optional<std::int64_t> local_rank;
  std::string address;  // of the machine of rank 0, or of torchrun's store
  std::int64_t port = 0;
  bool joins_agent = false;  // torchrun's agent keeps the store; else rank 0 does
  std::string attempt;       // tells processes of a restart from those before; may be empty
};

// From RANK, WORLD_SIZE, LOCAL_RANK, MASTER_ADDR and MASTER_PORT, as torchrun sets them and as they
// can be set by hand; else from the variables of srun (Slurm), mpirun (Open MPI) or Hydra (MPICH,
// Intel MPI), where srun also gives address and port. Nothing for a process that was started alone.
// Throws Error (usage) naming a variable that is missing or wrong.
std::optional<Launch> launch_from_environment();

}  // namespace gan
