#include "gan/training/collapse.h"

#include <algorithm>
#include <cmath>
#include <sstream>

#include <torch/types.h>
#include <torch/utils.h>

#include "gan/losses/loss.h"
#include "gan/networks/latents.h"

namespace gan {
namespace {

// The output in inference mode. Restores the network's mode.
template <class Network>
at::Tensor output_of(Network& network, const at::Tensor& input) {
  const torch::NoGradGuard no_grad;
  const bool training = network->is_training();
  network->eval();
  at::Tensor output = network->forward(input);
  network->train(training);
  return output;
}

double deviation_over(const at::Tensor& rows) {
  return rows.std(/*dim=*/0, /*unbiased=*/false).mean().template item<double>();
}

at::Tensor some_images(Generator& generator) {
  const at::Tensor latents =
      seeded_latents(kCollapseImages, generator->options().latent_dim, /*seed=*/0);
  return output_of(generator, latents.to(generator->parameters().front().device()));
}

std::string number(double value) {
  std::ostringstream text;
  text.imbue(std::locale::classic());
  text.precision(2);
  text << value;
  return text.str();
}

// Changes of options that weaken the discriminator, as the end of a sentence.
std::string weaker(Discriminator& discriminator) {
  std::vector<std::string> ways;
  for (const Field& field : discriminator->fields())
    if (field.is_in_use())
      ways.push_back((field.name() == "dropout" ? "more " : "smaller ") + field.flag());
  std::sort(ways.begin(), ways.end());
  std::string text;
  for (const std::string& way : ways) text += (&way == &ways.back() ? " or " : ", ") + way;
  return text;
}

}  // namespace

std::string collapse_warning(Generator& generator, Discriminator& discriminator,
                             const at::Tensor& real, const EpochResult& result,
                             double least_discriminator_loss) {
  if (result.discriminator_loss < least_discriminator_loss)
    return "the discriminator's loss is only " + number(result.discriminator_loss) +
           ", so the generator no longer learns; try a smaller --learning-rate" +
           weaker(discriminator);
  const at::Tensor images = some_images(generator);
  if (deviation_over(output_of(discriminator, torch::cat({real, images}))) < kLeastLogitDeviation)
    return "the discriminator gives every image the same logit, so neither network learns; try "
           "another --seed or a smaller --learning-rate";
  const double deviation = deviation_over(images);
  if (deviation < kLeastImageDeviation)
    return "the generator draws nearly the same image from every latent (deviation " +
           number(deviation) +
           "); try another --seed, a smaller --learning-rate or a larger --batch-size";
  return "";
}

std::string options_warning(const TrainingOptions& options, const std::string& architecture) {
  // Convolutional networks normalise over the pixels, too.
  if (options.batch_size == 1 && architecture == kTutorialArchitecture)
    return "in a batch of 1, batch normalisation makes every latent the same, so the generator "
           "learns nothing; give --batch-size 2 or more (the tutorial's is 200)";
  if (!options.has_penalties() && std::isinf(loss_named(options.loss).least_discriminator_loss))
    return "without a penalty, the loss " + options.loss +
           " has no bound; give --gradient-penalty 10 --discriminator-updates joint";
  return "";
}

}  // namespace gan
