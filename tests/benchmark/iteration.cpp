// The shipped trainer through its public interface: input pipeline, three updates, losses read.
#include <chrono>

#include <torch/types.h>

#include "contender.h"
#include "gan/base/error.h"
#include "gan/data/image_set.h"
#include "gan/data/options.h"
#include "gan/device/device.h"
#include "gan/engines/choose_engine.h"
#include "gan/networks/options.h"
#include "gan/networks/summary.h"
#include "gan/training/processes/process_group.h"
#include "gan/training/trainer.h"

namespace {

using Clock = std::chrono::steady_clock;

// Ends a training that would go on for ever: the next request is of another length, or there is
// none.
struct NoMoreOfThese {};

struct Options {
  std::string architecture = gan::kTutorialArchitecture;
  gan::TrainingOptions training;
  gan::ComputeOptions compute;
  gan::DataOptions data;
  gan::GeneratorOptions generator;
  gan::DiscriminatorOptions discriminator;

  std::vector<gan::Field> fields() {
    std::vector<gan::Field> all = {gan::architecture_field(architecture)};
    for (const std::vector<gan::Field>& group : {training.fields(), compute.fields(), data.fields(),
                                                 generator.fields(), discriminator.fields()})
      all.insert(all.end(), group.begin(), group.end());
    return all;
  }
};

// Each request is an epoch. Times it as its user sees it, from the request to the losses.
void serve(const Options& options) {
  gan::TrainingOptions training = options.training;
  training.epochs = 1000000000;
  const std::unique_ptr<gan::ProcessGroup> processes = gan::benchmark::group_of_launch();
  const c10::Device device = gan::choose_device(options.compute.device);
  const std::int64_t threads =
      gan::set_up_reproducible_compute(options.compute.threads, training.seed).count;
  const gan::ImageSet data = gan::load_training_images(options.data);
  const gan::ImageShape image = data.shape();
  gan::Generator generator(options.generator, image, options.architecture);
  gan::Discriminator discriminator(options.discriminator, image, options.architecture);
  generator->to(device);
  discriminator->to(device);
  gan::benchmark::announce(
      {training.batch_size,
       gan::summarise(generator).trainable + gan::summarise(discriminator).trainable, threads});

  std::optional<std::int64_t> request = gan::benchmark::next_request();
  while (request) {
    training.iterations_per_epoch = *request;
    gan::Trainer trainer(generator, discriminator,
                         gan::RandomBatches(data.images, training.batch_size, device), training,
                         gan::choose_engine(training), {}, processes.get());
    if (!trainer.engine_notice().empty())
      throw gan::Error("measuring gan").found(trainer.engine_notice());
    Clock::time_point start = Clock::now();
    const auto after_epoch = [&](const gan::EpochResult& result) {
      const std::chrono::duration<double> elapsed = Clock::now() - start;
      gan::benchmark::answer(elapsed.count(),
                             {result.last_discriminator_loss, result.last_generator_loss});
      request = gan::benchmark::next_request();
      if (request != training.iterations_per_epoch) throw NoMoreOfThese();
      start = Clock::now();
    };
    try {
      trainer.run({{}, after_epoch});
    } catch (const NoMoreOfThese&) {
    }
  }
}

}  // namespace

int main(int argc, char** argv) {
  return gan::benchmark::guarded([&] {
    Options options;
    gan::benchmark::parse_flags(argc, argv, options.fields());
    gan::set_architecture_defaults(options.architecture, options.fields());
    serve(options);
  });
}
