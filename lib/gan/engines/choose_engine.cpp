#include "gan/engines/choose_engine.h"

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include <ATen/Parallel.h>
#include <c10/core/Device.h>

#include "gan/base/error.h"
#include "gan/engines/cpu/cpu_engine.h"
#include "gan/engines/loader/cuda_part.h"
#include "gan/losses/losses.h"
#include "gan/training/eager_engine.h"

namespace gan {
namespace {

// What decides which engines can compute a training.
struct Recipe {
  std::string architecture;
  ImageShape image;
  Objective objective;
  TrainingOptions options;
  bool flips = false;  // RandomBatches::flips()
  bool conditional = false;
  bool alone = true;  // in one process
};

// To add an engine, add a folder next to cpu/ and an entry in the table.
struct EngineKind {
  std::string name;        // Engine::name()
  c10::DeviceType device;  // where it computes
  // Whether its random numbers or its rounding differ from EagerEngine's, so that a change of
  // engine changes the results.
  bool own_numbers;

  // Why it cannot compute the training, as the end of "NAME supports ..."; empty if it can.
  std::function<std::string(const Recipe&)> why_not;
  // Checks the engine before use. Returns what is wrong, in a few words, or nothing. May be empty
  // itself.
  std::function<std::string(const Players&, const RandomBatches&, const Recipe&)> fault;
  std::function<std::unique_ptr<Engine>(Players&, RandomBatches&, const Recipe&)> make;
};

// cuda-mlp and cpu-mlp are written by hand for the tutorial's networks and steps.
std::string not_the_tutorials(const Recipe& recipe) {
  const Objective& objective = recipe.objective;
  if (recipe.architecture != kTutorialArchitecture) return "only the architecture mlp";
  if (recipe.image.channels != 1) return "only grey images";
  if (recipe.flips) return "no --flip";
  if (recipe.conditional) return "no --conditional";
  if (objective.loss.name != kTutorialLoss) return "only the loss cross-entropy";
  if (!objective.penalties.empty()) return "no penalties";
  if (objective.discriminator_updates != DiscriminatorUpdates::separate)
    return "only separate discriminator updates";
  if (objective.discriminator_steps != 1) return "only one discriminator step per iteration";
  if (objective.fake_statistics != FakeStatistics::moving) return "only --fake-statistics moving";
  return "";
}

std::string not_the_tutorials_alone(const Recipe& recipe) {
  return recipe.alone ? not_the_tutorials(recipe) : "only one process";
}

std::string not_captured(const Recipe& recipe) {
  if (!recipe.alone) return "only one process";
  return recipe.options.precision == Precision::bf16 ? "only float32 and tf32" : "";
}

std::string name_of(Precision precision) {
  return precision == Precision::bf16 ? "bf16" : precision == Precision::tf32 ? "tf32" : "float32";
}

// The fast engines, the fastest first. EagerEngine computes what none of them supports.
const std::vector<EngineKind>& fast_engines() {
  static const std::vector<EngineKind> table = {
      {"cuda-mlp", c10::kCUDA, /*own_numbers=*/true, not_the_tutorials_alone,
       [](const Players& players, const RandomBatches& batches, const Recipe& recipe) {
         return cuda_part().mlp_fault(players, batches, recipe.options);
       },
       [](Players& players, RandomBatches& batches, const Recipe& recipe) {
         return cuda_part().mlp_engine(players, batches, recipe.options);
       }},
      {"cuda-graph", c10::kCUDA, /*own_numbers=*/false, not_captured,
       [](const Players& players, const RandomBatches& batches, const Recipe& recipe) {
         return cuda_part().captured_fault(players, batches, recipe.objective, recipe.options);
       },
       [](Players& players, RandomBatches& batches, const Recipe& recipe) {
         return cuda_part().captured_engine(players, batches, recipe.objective, recipe.options);
       }},
      {"cpu-mlp", c10::kCPU, /*own_numbers=*/true, not_the_tutorials, /*fault=*/{},
       [](Players& players, RandomBatches& batches,
          const Recipe& recipe) -> std::unique_ptr<Engine> {
         return std::make_unique<CpuEngine>(players, batches, recipe.options,
                                            at::get_num_threads());
       }},
  };
  return table;
}

class Choice {
 public:
  Choice(const TrainingOptions& options, std::optional<Loss> own_loss)
      : recipe_{"", {}, objective_of(options), options} {
    if (own_loss) recipe_.objective.loss = std::move(*own_loss);
  }

  MadeEngine operator()(Players& players, RandomBatches& batches, const std::string& kept) {
    recipe_.architecture = players.generator->architecture();
    recipe_.image = players.generator->image();
    recipe_.flips = batches.flips();
    recipe_.conditional = players.generator->is_conditional();
    recipe_.alone = players.data_parallel.is_alone();
    const TrainingOptions& options = recipe_.options;
    MadeEngine made;
    for (const EngineKind& kind : fast_engines()) {
      if (!options.fast || kind.device != batches.device().type()) continue;
      made.reason = kind.why_not(recipe_);
      if (!made.reason.empty()) {
        made.reason = kind.name + " supports " + made.reason;
        continue;
      }
      if (kind.fault && kind.own_numbers && kept == EagerEngine::kName) {
        made.notice =
            "training continues with the reference iteration (--fast off), as the run did before";
        break;
      }
      const std::string& fault = fault_of(kind, players, batches);
      if (fault.empty()) return {kind.make(players, batches, recipe_), "", ""};
      made.notice = "the fast iterations failed their check on " + batches.device().str() + " (" +
                    fault + "); training uses the slower reference iteration (--fast off)";
      if (options.precision != Precision::float32)
        throw Error("preparing the training")
            .at("--precision " + name_of(options.precision))
            .expected("fast iterations that match the reference iteration")
            .found(fault)
            .hint("--precision float32 trains without them");
      break;
    }
    const bool wants_gpu = options.precision == Precision::tf32 && batches.device().is_cpu();
    if (options.precision != Precision::float32)
      throw Error::usage("preparing the training")
          .at("--precision " + name_of(options.precision))
          .expected(wants_gpu             ? "a GPU"
                    : made.reason.empty() ? "float32"
                                          : "float32, as " + made.reason)
          .found(wants_gpu ? "the CPU" : name_of(options.precision))
          .hint("leave it out");
    made.engine = std::make_unique<EagerEngine>(players, batches, recipe_.objective, options);
    return made;
  }

 private:
  const std::string& fault_of(const EngineKind& kind, const Players& players,
                              const RandomBatches& batches) {
    if (faults_.count(kind.name) == 0)
      faults_[kind.name] = kind.fault ? kind.fault(players, batches, recipe_) : "";
    return faults_[kind.name];
  }

  Recipe recipe_;
  std::map<std::string, std::string> faults_;  // of the engines that were checked
};

}  // namespace

MakeEngine choose_engine(const TrainingOptions& options, std::optional<Loss> own_loss) {
  return Choice(options, std::move(own_loss));
}

}  // namespace gan
