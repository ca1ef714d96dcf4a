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
at::Tensor output_of(Network& network, const at::Tensor& input, const at::Tensor& labels) {
  const torch::NoGradGuard no_grad;
  const bool training = network->is_training();
  network->eval();
  at::Tensor output = network->forward(input, labels);
  network->train(training);
  return output;
}

double deviation_over(const at::Tensor& rows) {
  return rows.std(/*dim=*/0, /*unbiased=*/false).mean().template item<double>();
}

// How many classes the drawn images are of, in turn; 0 if the network is not conditional.
std::int64_t drawn_classes(const Generator& generator) {
  const std::size_t classes = generator->classes().size();
  return classes < 2 ? static_cast<std::int64_t>(classes) : classes < 4 ? 2 : 4;
}

Batch some_images(Generator& generator) {
  const at::Device device = generator->parameters().front().device();
  const at::Tensor latents =
      seeded_latents(kCollapseImages, generator->options().latent_dim, /*seed=*/0).to(device);
  at::Tensor labels = labels_in_turn(kCollapseImages, drawn_classes(generator));
  if (labels.defined()) labels = labels.to(device);
  return {output_of(generator, latents, labels), labels};
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

std::string collapse_warning(Generator& generator, Discriminator& discriminator, const Batch& real,
                             const EpochResult& result, double least_discriminator_loss) {
  if (result.discriminator_loss < least_discriminator_loss)
    return "the discriminator's loss is only " + number(result.discriminator_loss) +
           ", so the generator no longer learns; try a smaller --learning-rate" +
           weaker(discriminator);
  const Batch drawn = some_images(generator);
  const at::Tensor labels =
      real.labels.defined() ? torch::cat({real.labels, drawn.labels}) : at::Tensor();
  const at::Tensor logits =
      output_of(discriminator, torch::cat({real.images, drawn.images}), labels);
  if (deviation_over(logits) < kLeastLogitDeviation)
    return "the discriminator gives every image the same logit, so neither network learns; try "
           "another --seed or a smaller --learning-rate";
  // From here on, generated images that are alike may be right.
  if (real.images.size(0) > 1 && deviation_over(real.images) < kLeastImageDeviation)
    return "the training images are nearly the same (deviation " +
           number(deviation_over(real.images)) + "); are they the ones you meant?";
  const std::int64_t classes = std::max<std::int64_t>(1, drawn_classes(generator));
  const double deviation = deviation_over(drawn.images.unflatten(0, {-1, classes}));
  const double least = classes > 1 ? kLeastShareWithinClass * deviation_over(drawn.images) : 0;
  if (deviation < std::max(least, kLeastImageDeviation))
    return std::string("the generator draws nearly the same image ") +
           (labels.defined() ? "of a class " : "") + "from every latent (deviation " +
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
