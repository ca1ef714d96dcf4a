#include <gan/data/image_set.h>
#include <gan/device/device.h>
#include <gan/engines/choose_engine.h>
#include <gan/storage/files/write_file.h>
#include <gan/storage/torchscript/torchscript_export.h>
#include <gan/training/trainer.h>
#include <iostream>

#include <torch/types.h>

// The tutorial's loss, with 0.9 as the target of real images (Salimans et al. 2016, section 3.4).
gan::Loss smoothed_cross_entropy() {
  gan::Loss loss;
  loss.name = "smoothed cross-entropy";
  loss.discriminator = [](const gan::Logits& logits) {
    return gan::sum_of_parts(
        logits, [](const at::Tensor& real) { return (torch::softplus(real) - 0.9 * real).mean(); },
        [](const at::Tensor& fake) { return torch::softplus(fake).mean(); });
  };
  loss.generator = [](const gan::Logits& logits) { return torch::softplus(-logits.fake).mean(); };
  return loss;
}

int main(int, char** argv) {
  gan::TrainingOptions options;
  options.epochs = 2;
  options.iterations_per_epoch = 20;
  const c10::Device device = gan::choose_device("auto");
  gan::set_up_reproducible_compute(/*threads=*/0, options.seed);

  const gan::ImageSet data = gan::load_training_images();
  gan::Generator generator;
  gan::Discriminator discriminator;
  generator->to(device);
  discriminator->to(device);

  const gan::Loss loss = smoothed_cross_entropy();
  gan::Trainer trainer(generator, discriminator,
                       gan::RandomBatches(data.images, options.batch_size, device), options,
                       gan::choose_engine(options, loss), loss);
  trainer.run({/*after_iteration=*/{}, [](const gan::EpochResult& epoch) {
                 std::cout << "epoch " << epoch.epoch << ": discriminator "
                           << epoch.discriminator_loss << ", generator " << epoch.generator_loss
                           << "\n";
               }});
  gan::write_file(argv[1], gan::export_generator(generator));
}
