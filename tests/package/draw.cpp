#include <gan/networks/latents.h>
#include <gan/report/pictures/image_grid.h>
#include <gan/report/pictures/png.h>
#include <gan/storage/files/write_file.h>
#include <gan/storage/generator_file.h>

int main(int, char** argv) {
  const gan::GeneratorFile generator(argv[1], c10::kCPU);
  const at::Tensor latents = gan::seeded_latents(25, generator.latent_dim(), /*seed=*/1);
  gan::write_file(argv[2], gan::encode_png(gan::image_grid(generator.generate(latents), 5)));
}
