// The matrix products of one iteration and nothing else: what any implementation that calls the
// same library for them has to pay. Outputs are preallocated, each layer has weights of its own,
// and the order is that of an iteration, so that caches are as cold as they are there.
#include <chrono>
#include <cmath>
#include <functional>

#include <torch/cuda.h>
#include <torch/types.h>
#include <torch/utils.h>
#ifdef GAN_BENCHMARK_CUDA
#include <ATen/cuda/CUDAGraph.h>
#include <c10/cuda/CUDAGuard.h>
#endif

#include "contender.h"
#include "gan/base/image.h"
#include "gan/device/device.h"
#include "gan/networks/options.h"
#include "gan/training/options.h"

namespace {

struct Product {
  at::Tensor out, left, right;
};

// The tensors of a network of dense layers: sizes[i] numbers go into layer i.
struct Network {
  std::vector<at::Tensor> weights, weight_gradients;  // of layer i, [sizes[i + 1], sizes[i]]
  std::vector<at::Tensor> values, gradients;          // before layer i, [batch, sizes[i]]

  Network(const std::vector<std::int64_t>& sizes, std::int64_t batch,
          const at::TensorOptions& placed) {
    for (const std::int64_t size : sizes) {
      values.push_back(torch::randn({batch, size}, placed));
      gradients.push_back(torch::randn({batch, size}, placed));
    }
    for (std::size_t i = 0; i + 1 < sizes.size(); ++i) {
      const double keeps_scale = 1 / std::sqrt(static_cast<double>(sizes[i]));
      weights.push_back(torch::randn({sizes[i + 1], sizes[i]}, placed) * keeps_scale);
      weight_gradients.push_back(torch::zeros_like(weights.back()));
    }
  }
};

class Iteration {
 public:
  Iteration(Network generator, Network discriminator) {
    forward(generator);  // the fakes
    for (int real_and_fake = 0; real_and_fake < 2; ++real_and_fake) {
      forward(discriminator);
      backward(discriminator, /*keeps_weight_gradients=*/true, /*reaches_input=*/false);
    }
    forward(generator);
    discriminator.values.front() = generator.values.back();
    discriminator.gradients.front() = generator.gradients.back();
    forward(discriminator);
    backward(discriminator, /*keeps_weight_gradients=*/false, /*reaches_input=*/true);
    backward(generator, /*keeps_weight_gradients=*/true, /*reaches_input=*/false);
  }

  void run() {
    for (Product& product : products_) at::mm_out(product.out, product.left, product.right);
  }

  double gflop() const {
    double sum = 0;
    for (const Product& product : products_)
      sum += 2e-9 * static_cast<double>(product.out.numel() * product.left.size(1));
    return sum;
  }

 private:
  void forward(const Network& network) {
    for (std::size_t i = 0; i < network.weights.size(); ++i)
      products_.push_back({network.values[i + 1], network.values[i], network.weights[i].t()});
  }

  void backward(const Network& network, bool keeps_weight_gradients, bool reaches_input) {
    for (std::size_t i = network.weights.size(); i-- > 0;) {
      const at::Tensor& gradient = network.gradients[i + 1];
      if (keeps_weight_gradients)
        products_.push_back({network.weight_gradients[i], gradient.t(), network.values[i]});
      if (i > 0 || reaches_input)
        products_.push_back({network.gradients[i], gradient, network.weights[i]});
    }
  }

  std::vector<Product> products_;
};

// On a GPU the launches from the host would be most of the time: there it is one graph.
std::function<void()> ready_to_repeat(Iteration& iteration, [[maybe_unused]] c10::Device device) {
#ifdef GAN_BENCHMARK_CUDA
  if (device.is_cuda()) {
    const auto stream = at::cuda::getStreamFromPool(/*isHighPriority=*/false, device.index());
    const c10::cuda::CUDAStreamGuard guard(stream);
    for (int i = 0; i < 3; ++i) iteration.run();
    torch::cuda::synchronize(device.index());
    const auto graph = std::make_shared<at::cuda::CUDAGraph>();
    graph->capture_begin();
    iteration.run();
    graph->capture_end();
    return [graph, stream] {
      const c10::cuda::CUDAStreamGuard replayed_on(stream);
      graph->replay();
    };
  }
#endif
  return [&iteration] { iteration.run(); };
}

struct Options {
  gan::TrainingOptions training;
  gan::ComputeOptions compute;
  gan::GeneratorOptions generator;
  gan::DiscriminatorOptions discriminator;
  std::string type = "float32";
};

void serve(const Options& options) {
  const torch::NoGradGuard no_grad;
  const c10::Device device = gan::choose_device(options.compute.device);
  const std::int64_t threads = gan::set_threads(options.compute.threads).count;
  torch::manual_seed(1);
  at::globalContext().setFloat32MatmulPrecision(options.type == "tf32" ? "high" : "highest");
  const auto placed = torch::TensorOptions(device).dtype(options.type == "bf16" ? torch::kBFloat16
                                                                                : torch::kFloat32);
  std::vector<std::int64_t> generator = options.generator.hidden;
  generator.insert(generator.begin(), options.generator.latent_dim);
  generator.push_back(gan::ImageShape{}.pixels());
  std::vector<std::int64_t> discriminator = options.discriminator.hidden;
  discriminator.insert(discriminator.begin(), gan::ImageShape{}.pixels());
  discriminator.push_back(1);
  const std::int64_t batch = options.training.batch_size;

  Iteration iteration(Network(generator, batch, placed), Network(discriminator, batch, placed));
  const std::function<void()> repeat = ready_to_repeat(iteration, device);
  gan::benchmark::announce({batch, 0, threads, iteration.gflop()});
  while (const std::optional<std::int64_t> request = gan::benchmark::next_request()) {
    const auto start = std::chrono::steady_clock::now();
    for (std::int64_t i = 0; i < *request; ++i) repeat();
    if (device.is_cuda()) torch::cuda::synchronize(device.index());
    const std::chrono::duration<double> elapsed = std::chrono::steady_clock::now() - start;
    gan::benchmark::answer(elapsed.count(), {});
  }
}

}  // namespace

int main(int argc, char** argv) {
  return gan::benchmark::guarded([&] {
    Options options;
    std::vector<gan::Field> fields = options.training.fields();
    for (const std::vector<gan::Field>& group :
         {options.compute.fields(), options.generator.fields(), options.discriminator.fields()})
      fields.insert(fields.end(), group.begin(), group.end());
    fields.push_back(gan::Field("type", options.type, "what the numbers are")
                         .one_of({"float32", "tf32", "bf16"}));
    gan::benchmark::parse_flags(argc, argv, fields);
    serve(options);
  });
}
