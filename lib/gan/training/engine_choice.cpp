#include "gan/training/engine_choice.h"

#include <ATen/Parallel.h>

#include "gan/base/error.h"
#include "gan/training/cpu_engine.h"
#include "gan/training/cuda_part.h"
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

}  // namespace

std::unique_ptr<Engine> EngineChoice::make(Players& players, RandomBatches& batches,
                                           const TrainingOptions& options, const Loss& loss,
                                           const std::string& kept) {
  const Error error = Error("preparing the training");
  const bool fast = options.fast && is_binary_cross_entropy(loss);
  const bool on_gpu = batches.device().is_cuda();
  notice_.clear();
  if (fast && !on_gpu)
    return std::make_unique<CpuEngine>(players, batches, options, at::get_num_threads());
  if (fast && kept == ReferenceEngine::kName) {
    notice_ = "training goes on by the readable iteration, as the run did before";
  } else if (fast) {
    if (!fault_) fault_ = cuda_part().self_check(players, batches, options);
    if (fault_->empty()) return cuda_part().make_engine(players, batches, options);
    notice_ = "the fast iterations cannot be trusted on " + batches.device().str() + " (" +
              *fault_ + "): training by the readable iteration, which is slower";
    if (options.precision != Precision::float32)
      throw Error(error)
          .at("--precision " + name_of(options.precision))
          .expected("fast iterations that compute what the readable one does")
          .found(*fault_)
          .hint("--precision float32 trains without them");
  }
  if (options.precision != Precision::float32)
    throw Error::usage("preparing the training")
        .at("--precision")
        .expected("float32 with a loss other than binary_cross_entropy")
        .found(name_of(options.precision));
  return std::make_unique<ReferenceEngine>(players, batches, loss, options);
}

}  // namespace gan
