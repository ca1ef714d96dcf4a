#include "gan/cuda/graph_engine.h"

#include <mutex>
#include <string>

#include <ATen/Context.h>
#include <ATen/cuda/CUDAGeneratorImpl.h>
#include <c10/cuda/CUDAFunctions.h>
#include <c10/cuda/CUDAGuard.h>
#include <torch/utils.h>

namespace gan::cuda {
namespace {

at::Generator default_generator(const c10::Device& device) {
  return at::cuda::detail::getDefaultCUDAGenerator(device.index());
}

// The numbers of the next iteration. In a graph they lie where each replay puts new ones.
RandomSource next_numbers(const c10::Device& device) {
  at::Generator generator = default_generator(device);
  const std::lock_guard<std::mutex> lock(generator.mutex());
  const at::PhiloxCudaState state =
      at::check_generator<at::CUDAGeneratorImpl>(generator)->philox_cuda_state(
          RandomSource::kNumbersPerIteration);
  RandomSource source;
  if (state.captured_) {
    source.seed_at = state.seed_.ptr;
    source.offset_at = state.offset_.ptr;
    source.offset = state.offset_intragraph_;
  } else {
    source.seed = state.seed_.val;
    source.offset = state.offset_.val;
  }
  return source;
}

// cuBLAS takes the precision of float32 products when they are launched or captured.
class ProductPrecision {
 public:
  explicit ProductPrecision(Precision precision)
      : before_(at::globalContext().float32MatmulPrecision()) {
    at::globalContext().setFloat32MatmulPrecision(precision == Precision::tf32 ? "high"
                                                                               : "highest");
  }
  ~ProductPrecision() {
    at::globalContext().setFloat32MatmulPrecision(
        before_ == at::Float32MatmulPrecision::HIGHEST ? "highest"
        : before_ == at::Float32MatmulPrecision::HIGH  ? "high"
                                                       : "medium");
  }
  ProductPrecision(const ProductPrecision&) = delete;
  ProductPrecision& operator=(const ProductPrecision&) = delete;

 private:
  at::Float32MatmulPrecision before_;
};

}  // namespace

GraphEngine::GraphEngine(Players& players, const RandomBatches& batches,
                         const TrainingOptions& options)
    : device_(batches.device()),
      precision_(options.precision),
      iteration_(players, batches, options,
                 options.precision == Precision::bf16 ? at::kBFloat16 : at::kFloat),
      stream_(c10::cuda::getStreamFromPool(/*isHighPriority=*/false, device_.index())) {}

void GraphEngine::run_iterations(std::int64_t count) {
  const ProductPrecision products(precision_);
  for (std::int64_t i = 0; i < count; ++i) iteration_.run(next_numbers(device_));
}

// cuBLAS and the allocator set themselves up in the first runs, which a graph cannot hold. These
// iterations are no training: what they change is put back.
void GraphEngine::warm_up() {
  const torch::NoGradGuard no_grad;
  at::Generator generator = default_generator(device_);
  const at::Tensor numbers = [&] {
    const std::lock_guard<std::mutex> lock(generator.mutex());
    return generator.get_state().clone();
  }();
  const std::vector<at::Tensor> changing = iteration_.changing();
  std::vector<at::Tensor> before;
  for (const at::Tensor& tensor : changing) before.push_back(tensor.clone());

  run_iterations(2);

  for (std::size_t i = 0; i < changing.size(); ++i) at::Tensor(changing[i]).copy_(before[i]);
  iteration_.refresh();
  const std::lock_guard<std::mutex> lock(generator.mutex());
  generator.set_state(numbers);
}

GraphEngine::Graph GraphEngine::capture(std::int64_t iterations) {
  c10::cuda::device_synchronize();
  const c10::cuda::CUDAStreamGuard guard(stream_);
  if (!one_) warm_up();
  c10::cuda::device_synchronize();
  auto graph = std::make_unique<at::cuda::CUDAGraph>();
  graph->capture_begin({0, 0}, cudaStreamCaptureModeThreadLocal);
  run_iterations(iterations);
  graph->capture_end();
  return graph;
}

std::int64_t GraphEngine::advance(std::int64_t at_most) {
  const c10::cuda::CUDAGuard guard(device_);
  if (!one_) one_ = capture(1);
  if (at_most >= kMany && !many_) many_ = capture(kMany);
  (at_most >= kMany ? many_ : one_)->replay();
  return at_most >= kMany ? kMany : 1;
}

LossTotals GraphEngine::take_losses() {
  const c10::cuda::CUDAGuard guard(device_);
  return iteration_.take_losses();
}

void GraphEngine::start_losses(const IterationLossValues& sum) {
  const c10::cuda::CUDAGuard guard(device_);
  iteration_.start_losses(sum);
}

}  // namespace gan::cuda

// What training/cuda_engine.cpp looks for.
extern "C" gan::Engine* gan_make_cuda_engine(gan::Players* players, gan::RandomBatches* batches,
                                             const gan::TrainingOptions* options) {
  const c10::cuda::CUDAGuard guard(batches->device());
  return new gan::cuda::GraphEngine(*players, *batches, *options);
}
