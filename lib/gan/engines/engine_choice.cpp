#include "gan/engines/engine_choice.h"

#include <optional>
#include <utility>

#include <ATen/Parallel.h>

#include "gan/base/error.h"
#include "gan/engines/cpu/cpu_engine.h"
#include "gan/engines/loader/cuda_part.h"
#include "gan/training/reference_engine.h"

namespace gan {
namespace {

// The fast engines know one loss.
bool is_binary_cross_entropy(const Loss& loss) {
  using Function = at::Tensor (*)(const at::Tensor&, double);
  const Function* target = loss.target<Function>();
  return target != nullptr && *target == &binary_cross_entropy;
}

std::string name_of(Precision precision) {
  return precision == Precision::bf16 ? "bf16" : precision == Precision::tf32 ? "tf32" : "float32";
}

MadeEngine made(std::unique_ptr<Engine> engine, std::string notice = "") {
  return {std::move(engine), std::move(notice)};
}

class Choice {
 public:
  Choice(const TrainingOptions& options, Loss loss) : options_(options), loss_(std::move(loss)) {}

  MadeEngine operator()(Players& players, RandomBatches& batches, const std::string& kept) {
    const Error error = Error("preparing the training");
    const bool fast = options_.fast && is_binary_cross_entropy(loss_);
    std::string notice;
    if (fast && !batches.device().is_cuda())
      return made(std::make_unique<CpuEngine>(players, batches, options_, at::get_num_threads()));
    if (fast && kept == ReferenceEngine::kName) {
      notice = "training goes on by the readable iteration, as the run did before";
    } else if (fast) {
      if (!fault_) fault_ = cuda_part().self_check(players, batches, options_);
      if (fault_->empty()) return made(cuda_part().make_engine(players, batches, options_));
      notice = "the fast iterations cannot be trusted on " + batches.device().str() + " (" +
               *fault_ + "): training by the readable iteration, which is slower";
      if (options_.precision != Precision::float32)
        throw Error(error)
            .at("--precision " + name_of(options_.precision))
            .expected("fast iterations that compute what the readable one does")
            .found(*fault_)
            .hint("--precision float32 trains without them");
    }
    if (options_.precision != Precision::float32)
      throw Error::usage("preparing the training")
          .at("--precision")
          .expected("float32 with a loss other than binary_cross_entropy")
          .found(name_of(options_.precision));
    return made(std::make_unique<ReferenceEngine>(players, batches, loss_, options_),
                std::move(notice));
  }

 private:
  TrainingOptions options_;
  Loss loss_;
  std::optional<std::string> fault_;  // what the self-check found, once it was made
};

}  // namespace

MakeEngine choose_engine(const TrainingOptions& options, Loss loss) {
  return Choice(options, std::move(loss));
}

}  // namespace gan
