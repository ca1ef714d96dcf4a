#include "commands/generate_options.h"

#include <algorithm>
#include <strings.h>

#include "commands/generator_images.h"
#include "gan/base/error.h"
#include "gan/storage/files/output_target.h"

namespace gan::app {
namespace {

// The name of a pipe or a device need not end in .png.
bool is_png_name(const std::string& path) {
  return ends_with(path, ".png") || output_target(path).stream;
}

}  // namespace

std::vector<FlagGroup> GenerateOptions::groups() {
  return {
      {"Input",
       {generator_field(checkpoint), latent_dim_field(latent_dim), image_size_field(image_size),
        Field("pixel_range", pixel_range, "values of black and white that the generator draws")
            .placeholder("auto|BLACK,WHITE")}},
      {"Output",
       {Field("out", out, "all images as one picture").path("FILE.png"),
        Field("raw", raw, "the pixels: .npy for float32 in [-1, 1], .idx for bytes").path("FILE"),
        Field("images_to", images_to,
              "each image as a PNG file; of a conditional generator, in a folder of its class")
            .path("DIR"),
        Field("overwrite", overwrite, "replace the images in that folder"),
        Field("animation", animation, "the steps of --interpolate as an animated PNG")
            .path("FILE.png")}},
      {"Images",
       {Field("class", class_name,
              "what a conditional generator draws: a class, or a row of each; without it: any")
            .placeholder("NAME|N|each"),
        Field(
            "count", count,
            "images, or rows with --interpolate; with --class each: of each class, 10 if not given")
            .at_least(1)
            .at_most(1e6),
        Field("columns", columns, "images in a row; 0: about a square").at_least(0),
        Field("interpolate", interpolate,
              "go from one random latent to another in N steps, a row for each pair; 0: no")
            .at_least(0)
            .at_most(1000),
        Field("seed", seed, "seed of the latents").at_least(0)}},
      {"Compute", compute.fields()}};
}

bool ends_with(const std::string& text, const std::string& ending) {
  return text.size() > ending.size() &&
         ::strcasecmp(text.c_str() + text.size() - ending.size(), ending.c_str()) == 0;
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
  require(!out.empty() || !raw.empty() || !animation.empty() || !options.images_to.empty(), "",
          "--out FILE.png, --raw FILE, --images-to DIR, --animation FILE.png or several", "none");
  require(!options.overwrite || !options.images_to.empty(), "--overwrite", "--images-to with it",
          "none");
  require(out.empty() || is_png_name(out), "--out", "a name that ends in .png", out);
  require(
      raw.empty() || ends_with(raw, ".npy") || ends_with(raw, ".idx") || output_target(raw).stream,
      "--raw", "a name that ends in .npy or .idx", raw);
  require(options.interpolate != 1, "--interpolate", "at least 2 steps, or 0 for none", "1");
  const std::int64_t images = options.count * std::max<std::int64_t>(options.interpolate, 1);
  require(images <= kMostImages, "--count",
          "at most " + std::to_string(kMostImages) + " images in all", std::to_string(images));
  if (animation.empty()) return;
  require(is_png_name(animation), "--animation", "a name that ends in .png", animation);
  require(animation != out, "--animation", "another file than --out", "the same");
  require(options.interpolate != 0, "--animation", "--interpolate N with it", "none");
  require(images <= kMostAnimatedImages, "--animation",
          "at most " + std::to_string(kMostAnimatedImages) + " images in all",
          std::to_string(images));
}

}  // namespace gan::app
