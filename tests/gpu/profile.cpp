// What a training costs on a GPU: the time of the self-check, and where an iteration's time goes,
// by replaying the trainer's graphs under Kineto (CUPTI). Prints Markdown.
//   gpu_profile MNIST_FOLDER float32|tf32|bf16
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <iostream>
#include <map>
#include <regex>
#include <string>

#include <torch/csrc/autograd/profiler_kineto.h>
#include <torch/types.h>

#include "gan/base/error.h"
#include "gan/data/image_set.h"
#include "gan/device/device.h"
#include "gan/engines/choose_engine.h"
#include "gan/engines/loader/cuda_part.h"
#include "gan/training/trainer.h"

namespace {

namespace profiler = torch::autograd::profiler;
using torch::profiler::impl::ActivityType;

constexpr std::int64_t kIterations = 50;
constexpr double kLeastShare = 0.005;  // of a kernel that has a row of its own

struct Work {
  std::int64_t count = 0;
  double microseconds = 0;
};

// Our kernels by their struct's name, LibTorch's and cuBLAS's by their function's.
std::string short_name(const std::string& name) {
  std::smatch found;
  if (std::regex_search(name, found, std::regex("gan::cuda::(\\w+)(<[^>]*>)?>?\\(")))
    return found[1];
  if (std::regex_search(name, found, std::regex("run_\\w+<gan::cuda::(\\w+)"))) return found[1];
  return name.substr(0, 90);
}

std::map<std::string, Work> profile(gan::Trainer& trainer) {
  const profiler::ProfilerConfig config(torch::profiler::impl::ProfilerState::KINETO);
  const std::set<ActivityType> activities = {ActivityType::CPU, ActivityType::CUDA};
  std::int64_t epoch = 0;
  std::unique_ptr<profiler::ProfilerResult> result;
  trainer.run({{}, [&](const gan::EpochResult&) {
                 if (++epoch == 2) {
                   profiler::prepareProfiler(config, activities);
                   profiler::enableProfiler(config, activities);
                 }
                 if (epoch == 3) result = profiler::disableProfiler();
               }});
  std::map<std::string, Work> works;
  for (const profiler::KinetoEvent& event : result->events()) {
    if (event.deviceType() != c10::kCUDA) continue;
    Work& work = works[short_name(event.name())];
    ++work.count;
    work.microseconds += static_cast<double>(event.durationNs()) / 1e3;
  }
  return works;
}

void print(const std::map<std::string, Work>& works) {
  std::vector<std::pair<std::string, Work>> rows(works.begin(), works.end());
  std::sort(rows.begin(), rows.end(), [](const auto& a, const auto& b) {
    return a.second.microseconds > b.second.microseconds;
  });
  double sum = 0;
  for (const auto& [name, work] : rows) sum += work.microseconds;
  const auto print_row = [&](const std::string& name, double launches, double microseconds) {
    std::printf("| %s | %.2f | %.2f | %.1f %% |\n", name.c_str(), launches / kIterations,
                microseconds / kIterations, 100 * microseconds / sum);
  };
  std::printf("| kernel | launches an iteration | microseconds an iteration | share |\n");
  std::printf("|---|---:|---:|---:|\n");
  Work others;
  for (const auto& [name, work] : rows) {
    if (work.microseconds > kLeastShare * sum) {
      print_row('`' + name + '`', static_cast<double>(work.count), work.microseconds);
    } else {
      others.count += work.count;
      others.microseconds += work.microseconds;
    }
  }
  print_row("others", static_cast<double>(others.count), others.microseconds);
  std::printf("| all | | %.2f | 100 %% |\n", sum / kIterations);
}

// The first one starts cuBLAS and loads kernels, as the training would otherwise.
void time_self_check(gan::Trainer& trainer, gan::RandomBatches& batches,
                     const gan::TrainingOptions& options) {
  std::printf("Self-check, seconds:");
  for (int i = 0; i < 3; ++i) {
    const auto start = std::chrono::steady_clock::now();
    const std::string fault = gan::cuda_part().mlp_fault(trainer.players(), batches, options);
    const std::chrono::duration<double> elapsed = std::chrono::steady_clock::now() - start;
    std::printf(" %.3f%s", elapsed.count(), fault.empty() ? "" : (" (" + fault + ")").c_str());
  }
  std::printf("\n\n");
}

int run(const std::string& data, const std::string& precision) {
  gan::TrainingOptions options;
  options.epochs = 3;
  options.iterations_per_epoch = kIterations;
  options.precision = precision == "bf16"   ? gan::Precision::bf16
                      : precision == "tf32" ? gan::Precision::tf32
                                            : gan::Precision::float32;
  const c10::Device device = gan::choose_device("cuda");
  gan::set_up_reproducible_compute(1, 1);
  gan::DataOptions images;
  images.data = data;
  const gan::ImageSet set = gan::load_training_images(images);
  gan::Generator generator;
  gan::Discriminator discriminator;
  generator->to(device);
  discriminator->to(device);
  gan::RandomBatches batches(set.images, options.batch_size, device);
  const auto start = std::chrono::steady_clock::now();
  gan::Trainer trainer(generator, discriminator, batches, options, gan::choose_engine(options));
  const std::chrono::duration<double> elapsed = std::chrono::steady_clock::now() - start;
  std::printf("Trainer made in %.3f s, the first self-check included; engine %s%s\n\n",
              elapsed.count(), trainer.engine().c_str(), trainer.engine_notice().c_str());
  time_self_check(trainer, batches, options);
  print(profile(trainer));
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  try {
    if (argc != 3) throw gan::Error::usage("profiling").expected("a folder and a precision");
    return run(argv[1], argv[2]);
  } catch (const std::exception& error) {
    const std::string text = error.what();
    std::cerr << text.substr(0, text.find('\n')) << std::endl;
    return 1;
  }
}
