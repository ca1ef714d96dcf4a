#include "gan/training/iteration.h"

#include <torch/types.h>
#include <torch/utils.h>

namespace gan {
namespace {

constexpr double kReal = 1;
constexpr double kFake = 0;

at::Tensor generate_in_inference_mode(Generator& generator, const at::Tensor& latents) {
  const torch::NoGradGuard no_grad;
  generator->eval();
  at::Tensor fakes = generator->forward(latents);
  generator->train();
  return fakes;
}

}  // namespace

IterationLosses train_iteration(Players& players, const Draws& draw, const Loss& loss) {
  auto& [generator, discriminator, generator_optimizer, discriminator_optimizer] = players;
  generator->train();
  discriminator->train();

  const at::Tensor real = draw.real_images();
  const at::Tensor fakes = generate_in_inference_mode(generator, draw.latents());

  discriminator_optimizer.zero_grad();
  const at::Tensor loss_real = loss(discriminator->forward(draw.shown(real)), kReal);
  loss_real.backward();
  discriminator_optimizer.step();

  discriminator_optimizer.zero_grad();
  const at::Tensor loss_fake = loss(discriminator->forward(draw.shown(fakes)), kFake);
  loss_fake.backward();
  discriminator_optimizer.step();

  // Fresh inspiration, and the wish that the discriminator takes the result for real. Gradients
  // flow through the discriminator, dropout active, but only the generator's are kept.
  generator_optimizer.zero_grad();
  const at::Tensor judged = discriminator->forward(draw.shown(generator->forward(draw.latents())));
  const at::Tensor loss_generator = loss(judged, kReal);
  loss_generator.backward({}, /*retain_graph=*/{}, /*create_graph=*/false, generator->parameters());
  generator_optimizer.step();

  return {loss_real.detach(), loss_fake.detach(), loss_generator.detach()};
}

}  // namespace gan
