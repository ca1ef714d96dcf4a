#include "commands/drawing.h"

#include <torch/types.h>
#include <torch/utils.h>

namespace gan::app {

at::Tensor drawn_images(Generator generator, const at::Tensor& latents) {
  constexpr std::int64_t kAtATime = 1000;
  const torch::NoGradGuard no_grad;
  const ImageShape shape = generator->image();
  const at::Device device = generator->parameters().front().device();
  at::Tensor images = torch::empty({latents.size(0), shape.height, shape.width});
  generator->eval();
  for (std::int64_t begin = 0; begin < latents.size(0); begin += kAtATime) {
    const at::Tensor drawn =
        generator->forward(latents.slice(0, begin, begin + kAtATime).to(device));
    images.slice(0, begin, begin + kAtATime)
        .copy_(drawn.to(torch::kCPU).view({-1, shape.height, shape.width}));
  }
  generator->train();
  return images;
}

}  // namespace gan::app
