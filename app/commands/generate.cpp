#include <cmath>
#include <iostream>
#include <strings.h>

#include <torch/types.h>

#include "cli/notice.h"
#include "commands/commands.h"
#include "commands/generator_images.h"
#include "gan/base/error.h"
#include "gan/data/formats/idx.h"
#include "gan/data/formats/npy_writer.h"
#include "gan/device/device.h"
#include "gan/networks/latents.h"
#include "gan/report/pictures/animation.h"
#include "gan/report/pictures/image_grid.h"
#include "gan/report/pictures/png.h"
#include "gan/storage/files/write_file.h"
#include "gan/storage/generator_file.h"
#include "gan/training/options.h"

namespace gan::app {
namespace {

struct GenerateOptions {
  std::string checkpoint, out, raw, animation, image_size;
  std::string pixel_range = "auto";
  std::int64_t count = 25;
  std::int64_t columns = 0, interpolate = 0, seed = 0, latent_dim = 0;
  ComputeOptions compute;

  std::vector<FlagGroup> groups() {
    return {
        {"Input",
         {generator_field(checkpoint), latent_dim_field(latent_dim), image_size_field(image_size),
          Field("pixel_range", pixel_range, "values of black and white that the generator draws")
              .placeholder("auto|BLACK,WHITE")}},
        {"Output",
         {Field("out", out, "all images as one picture").path("FILE.png"),
          Field("raw", raw, "the pixels: .npy for float32 in [-1, 1], .idx for bytes").path("FILE"),
          Field("animation", animation, "the steps of --interpolate as an animated PNG")
              .path("FILE.png")}},
        {"Images",
         {Field("count", count, "images, or rows with --interpolate").at_least(1).at_most(1e6),
          Field("columns", columns, "images in a row; 0: about a square").at_least(0),
          Field("interpolate", interpolate,
                "go from one random latent to another in N steps, a row for each pair; 0: no")
              .at_least(0)
              .at_most(1000),
          Field("seed", seed, "seed of the latents").at_least(0)}},
        {"Compute", compute.fields()}};
  }
};

constexpr std::int64_t kAnimatedImages = 100000;  // at most
constexpr int kImageMilliseconds = 100;

// Ignores upper and lower case.
bool ends_with(const std::string& text, const std::string& ending) {
  return text.size() > ending.size() &&
         ::strcasecmp(text.c_str() + text.size() - ending.size(), ending.c_str()) == 0;
}

// The name of a pipe or a device need not end in .png.
bool is_png_name(const std::string& path) {
  return ends_with(path, ".png") || output_target(path).stream;
}

void check(const GenerateOptions& options) {
  const auto require = [](bool right, const std::string& flag, const std::string& expected,
                          const std::string& found) {
    if (right) return;
    throw Error::usage("reading the flags of gan generate")
        .at(flag)
        .expected(expected)
        .found(found);
  };
  const std::string &out = options.out, &raw = options.raw, &animation = options.animation;
  require(!options.checkpoint.empty(), "--checkpoint", "a TorchScript file or a checkpoint",
          "none");
  require(!out.empty() || !raw.empty() || !animation.empty(), "",
          "--out FILE.png, --raw FILE, --animation FILE.png or several", "none");
  require(out.empty() || is_png_name(out), "--out", "a name that ends in .png", out);
  require(
      raw.empty() || ends_with(raw, ".npy") || ends_with(raw, ".idx") || output_target(raw).stream,
      "--raw", "a name that ends in .npy or .idx", raw);
  require(options.interpolate != 1, "--interpolate", "at least 2 steps, or 0 for none", "1");
  const std::int64_t images = options.count * std::max<std::int64_t>(options.interpolate, 1);
  require(images <= 1000000, "--count", "at most 1000000 images in all", std::to_string(images));
  if (animation.empty()) return;
  require(is_png_name(animation), "--animation", "a name that ends in .png", animation);
  require(animation != out, "--animation", "another file than --out", "the same");
  require(options.interpolate != 0, "--animation", "--interpolate N with it", "none");
  require(images <= kAnimatedImages, "--animation",
          "at most " + std::to_string(kAnimatedImages) + " images in all", std::to_string(images));
}

at::Tensor draw_latents(const GenerateOptions& options, std::int64_t latent_dim) {
  if (options.interpolate == 0) return seeded_latents(options.count, latent_dim, options.seed);
  const at::Tensor ends = seeded_latents(2 * options.count, latent_dim, options.seed);
  return interpolate_latents(ends.narrow(0, 0, options.count),
                             ends.narrow(0, options.count, options.count), options.interpolate);
}

std::string encode_raw(const std::string& name, const at::Tensor& images) {
  if (!ends_with(name, ".idx")) return encode_npy(images.sizes().vec(), images.data_ptr<float>());
  const at::Tensor bytes =
      (images * 127.5 + 127.5).round().clamp(0, 255).nan_to_num(0).to(torch::kUInt8).contiguous();
  return encode_idx(bytes.sizes().vec(), bytes.data_ptr<std::uint8_t>());
}

// By default, the grid is about a square.
std::int64_t columns(const GenerateOptions& options) {
  if (options.columns > 0) return options.columns;
  return std::llround(std::ceil(std::sqrt(static_cast<double>(options.count))));
}

// From one end to the other and back.
std::vector<Image> frames(const GenerateOptions& options, const at::Tensor& images) {
  const at::Tensor steps = images.unflatten(0, {options.count, options.interpolate});
  std::vector<Image> frames;
  for (std::int64_t step = 0; step < options.interpolate; ++step)
    frames.push_back(image_grid(steps.select(1, step), columns(options)));
  for (std::int64_t step = options.interpolate - 2; step > 0; --step)
    frames.push_back(frames[static_cast<std::size_t>(step)]);
  return frames;
}

}  // namespace

void generate(const Arguments& arguments) {
  GenerateOptions options;
  if (!read_flags("generate", "Draws images with a trained generator.", options.groups(),
                  arguments))
    return;
  check(options);

  const AskedPixelRange asked = parse_pixel_range(options.pixel_range, "--pixel-range");
  for (const std::string& output : {options.out, options.raw, options.animation})
    if (!output.empty()) check_writable(output);
  warn(set_threads(options.compute.threads).warning);
  const GeneratorFile generator(options.checkpoint, choose_device(options.compute.device),
                                generator_hints(options.latent_dim, options.image_size));
  const DrawnImages drawn =
      draw_images(generator, draw_latents(options, generator.latent_dim()), asked);
  const at::Tensor& images = drawn.images;
  warn(drawn.warning);
  std::ostream& facts = facts_beside({options.out, options.raw, options.animation});
  if (!drawn.facts.empty()) facts << options.checkpoint << ": " << drawn.facts << "\n";
  if (!options.raw.empty()) {
    write_file(options.raw, encode_raw(options.raw, images));
    facts << options.raw << ": " << images.sizes() << "\n";
  }
  if (!options.out.empty()) {
    // With --interpolate, each pair has a row by default.
    const bool pairs = options.interpolate > 0 && options.columns == 0;
    const Image picture = image_grid(images, pairs ? options.interpolate : columns(options));
    write_file(options.out, encode_png(picture));
    facts << options.out << ": " << images.size(0) << " images\n";
  }
  if (!options.animation.empty()) {
    const std::vector<Image> shown = frames(options, images);
    write_file(options.animation, encode_apng(shown, kImageMilliseconds, kImageMilliseconds));
    facts << options.animation << ": " << shown.size() << " frames\n";
  }
}

}  // namespace gan::app
