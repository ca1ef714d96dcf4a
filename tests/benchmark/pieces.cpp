// The single pieces of an iteration, with Google Benchmark: benchmark_pieces --help
#include <benchmark/benchmark.h>

#include <torch/types.h>
#include <torch/utils.h>

#include "gan/data/random_batches.h"
#include "gan/device/device.h"
#include "gan/training/iteration.h"

namespace {

constexpr std::int64_t kBatch = 200;

at::Tensor images() {
  static const at::Tensor drawn = torch::randint(0, 256, {60000, 28 * 28}, torch::kUInt8);
  return drawn;
}

// Times `work` by the wall clock, since it runs on several threads.
void measure(const char* name, const std::function<void()>& work) {
  benchmark::RegisterBenchmark(name,
                               [work](benchmark::State& state) {
                                 work();
                                 for (auto round : state) work();
                               })
      ->UseRealTime()
      ->Unit(benchmark::kMicrosecond);
}

template <class Network>
void measure_optimizer(const char* name, Network network) {
  for (at::Tensor& parameter : network->parameters())
    parameter.mutable_grad() = torch::randn_like(parameter);
  const auto adam = std::make_shared<gan::KerasAdam>(network->parameters(), gan::TrainingOptions());
  measure(name, [network, adam] { adam->step(); });
}

}  // namespace

int main(int argc, char** argv) {
  benchmark::Initialize(&argc, argv);
  if (benchmark::ReportUnrecognizedArguments(argc, argv)) return 2;
  gan::set_threads(0);
  torch::manual_seed(1);

  const auto batches = std::make_shared<gan::RandomBatches>(images(), kBatch, c10::kCPU);
  measure("batch_gather", [batches] { benchmark::DoNotOptimize(batches->next()); });

  const at::Tensor activations = torch::randn({kBatch, 1024});
  measure("dropout/200x1024", [activations] {
    benchmark::DoNotOptimize(at::dropout(activations, 0.25, /*train=*/true));
  });
  const at::Tensor narrow = torch::randn({kBatch, 256});
  measure("dropout/200x256",
          [narrow] { benchmark::DoNotOptimize(at::dropout(narrow, 0.25, /*train=*/true)); });

  measure_optimizer("adam_step/generator", gan::Generator());
  measure_optimizer("adam_step/discriminator", gan::Discriminator());

  const auto players = std::make_shared<gan::Players>(gan::Generator(), gan::Discriminator(),
                                                      gan::TrainingOptions());
  const gan::Draws draws = {[batches] { return batches->next(); },
                            [] {
                              return torch::randn({kBatch, 100});
                            }};
  measure("reference_iteration", [players, draws] {
    gan::train_iteration(*players, draws, gan::objective_of(gan::TrainingOptions()));
  });

  benchmark::RunSpecifiedBenchmarks();
}
