#include "gan/networks/latents.h"

#include <ATen/CPUGeneratorImpl.h>
#include <c10/util/StringUtil.h>
#include <torch/types.h>

#include "gan/base/error.h"
#include "gan/base/split_mix.h"

namespace gan {

at::Tensor seeded_latents(std::int64_t count, std::int64_t latent_dim, std::int64_t seed) {
  const at::Generator generator = at::detail::createCPUGenerator(static_cast<std::uint64_t>(seed));
  return torch::randn({count, latent_dim}, generator, torch::kFloat32);
}

at::Tensor seeded_labels(std::int64_t count, const at::Tensor& among, std::int64_t seed) {
  // Other random bits than those of the latents of the same seed.
  const at::Generator generator =
      at::detail::createCPUGenerator(SplitMix(static_cast<std::uint64_t>(seed), 1).next());
  return among.index_select(0, torch::randint(0, among.size(0), {count}, generator, torch::kInt64));
}

at::Tensor labels_in_turn(std::int64_t count, std::int64_t classes) {
  if (classes == 0) return {};
  return torch::arange(count, torch::kInt64).remainder(classes);
}

at::Tensor interpolate_latents(const at::Tensor& from, const at::Tensor& to, std::int64_t steps) {
  if (steps < 1 || from.dim() != 2 || from.sizes() != to.sizes())
    throw Error("interpolating latents")
        .expected("at least 1 step and two tensors [rows, latent_dim] of the same shape")
        .found(c10::str(steps, " steps, ", from.sizes(), " and ", to.sizes()));
  const at::Tensor from_norm = from.norm(2, 1, /*keepdim=*/true);
  const at::Tensor to_norm = to.norm(2, 1, /*keepdim=*/true);
  const at::Tensor cosine = (from / from_norm * to / to_norm).sum(1, /*keepdim=*/true);
  const at::Tensor angle = cosine.clamp(-0.9999, 0.9999).acos().unsqueeze(1);
  const at::Tensor t = torch::linspace(0, 1, steps).view({1, steps, 1});
  const at::Tensor path = ((1 - t) * angle).sin() / angle.sin() * from.unsqueeze(1) +
                          (t * angle).sin() / angle.sin() * to.unsqueeze(1);
  return path.reshape({-1, from.size(1)});
}

}  // namespace gan
