#include "gan/training/collapse.h"

#include <cmath>
#include <sstream>

#include <torch/types.h>
#include <torch/utils.h>

#include "gan/models/latents.h"

namespace gan {
namespace {

constexpr std::int64_t kImages = 64;

double image_deviation(Generator& generator) {
  const torch::NoGradGuard no_grad;
  const bool training = generator->is_training();
  const at::Tensor latents = seeded_latents(kImages, generator->options().latent_dim, /*seed=*/0);
  generator->eval();
  const at::Tensor images = generator->forward(latents.to(generator->dense()[0]->weight.device()));
  generator->train(training);
  return images.std(/*dim=*/0, /*unbiased=*/false).mean().item<double>();
}

std::string number(double value) {
  std::ostringstream text;
  text.imbue(std::locale::classic());
  text.precision(2);
  text << value;
  return text.str();
}

}  // namespace

std::string collapse_warning(Generator& generator, const EpochResult& result) {
  if (result.discriminator_loss < kLeastDiscriminatorLoss)
    return "the discriminator's loss stays at " + number(result.discriminator_loss) +
           ", so the generator learns nothing more; try a smaller --learning-rate, more --dropout "
           "or smaller --discriminator-hidden";
  const double deviation = image_deviation(generator);
  if (deviation < kLeastImageDeviation)
    return "the generator draws nearly the same image from every latent (deviation " +
           number(deviation) +
           "); try another --seed, a smaller --learning-rate or a larger --batch-size";
  return "";
}

}  // namespace gan
