// What several processes exchange for the weights in an iteration, and nothing else: the gradients
// of the discriminator twice and those of the generator once, each in one sum.
#include <chrono>

#include <ATen/Parallel.h>
#include <torch/types.h>

#include "contender.h"
#include "gan/device/device.h"
#include "gan/networks/discriminator.h"
#include "gan/networks/generator.h"
#include "gan/networks/summary.h"

namespace {

void serve(const std::string& architecture) {
  const std::unique_ptr<gan::ProcessGroup> group = gan::benchmark::group_of_launch();
  at::set_num_threads(1);
  const gan::Generator generator(gan::GeneratorOptions(), gan::ImageShape{28, 28}, architecture);
  const gan::Discriminator discriminator(gan::DiscriminatorOptions(), gan::ImageShape{28, 28},
                                         architecture);
  const at::Tensor by_discriminator = torch::zeros({gan::summarise(discriminator).trainable});
  const at::Tensor by_generator = torch::zeros({gan::summarise(generator).trainable});
  gan::benchmark::announce({0, 0, 1});
  while (const std::optional<std::int64_t> request = gan::benchmark::next_request()) {
    const auto start = std::chrono::steady_clock::now();
    for (std::int64_t i = 0; i < *request; ++i)
      for (const at::Tensor& gradients : {by_discriminator, by_discriminator, by_generator})
        group->sum(gradients);
    const std::chrono::duration<double> elapsed = std::chrono::steady_clock::now() - start;
    gan::benchmark::answer(elapsed.count(), {});
  }
}

}  // namespace

int main(int argc, char** argv) {
  return gan::benchmark::guarded([&] {
    std::string architecture;
    gan::benchmark::parse_flags(argc, argv, {gan::architecture_field(architecture)});
    serve(architecture);
  });
}
