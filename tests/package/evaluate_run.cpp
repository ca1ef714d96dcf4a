#include <gan/data/image_set.h>
#include <gan/device/device.h>
#include <gan/evaluation/evaluator.h>
#include <gan/networks/latents.h>
#include <gan/report/logs/metrics_log.h>
#include <gan/storage/generator_file.h>
#include <iostream>

int main(int, char** argv) {
  const std::string run = argv[1];
  for (const gan::EpochRecord& epoch : gan::read_metrics_log(run + "/log.jsonl"))
    std::cout << "epoch " << epoch.result.epoch << ": discriminator "
              << epoch.result.discriminator_loss << ", generator " << epoch.result.generator_loss
              << "\n";

  const c10::Device device = gan::choose_device("auto");
  const gan::GeneratorFile generator(run + "/gan_gen.pt", device);
  const at::Tensor latents = gan::seeded_latents(1000, generator.latent_dim(), /*seed=*/1);

  // Trains a classifier on the labelled images on the first call, and keeps it.
  const gan::ImageSet training = gan::load_training_images();
  const gan::Evaluator evaluator(training, /*test=*/{}, gan::Against::train, device,
                                 /*on_training=*/{});
  const gan::Evaluation result = evaluator.evaluate(generator.generate(latents), run);
  std::cout << "Frechet distance " << result.frechet_distance.value << ", classes drawn "
            << result.modes << "\n";
}
