// The options of `gan evaluate`.
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "cli/flags.h"
#include "commands/features_field.h"
#include "commands/generator_images.h"
#include "gan/data/options.h"
#include "gan/evaluation/evaluator.h"
#include "gan/training/options.h"

namespace gan::app {

constexpr std::int64_t kFewestSamples = 20;

struct EvaluateOptions {
  std::string checkpoint, images, image_size, features, out;
  std::string pixel_range = "auto";
  std::int64_t samples = 10000;
  std::int64_t seed = 0, latent_dim = 0;
  Against against = Against::train;
  DataOptions data;
  ComputeOptions compute;

  EvaluateOptions() { take_data(data); }

  void take_data(DataOptions of_run) {
    data = std::move(of_run);
    // Here --pixel-range is the range of the samples.
    data.pixel_range_name = "data_pixel_range";
    data.without_data = "those of the generator's run, else MNIST";
  }

  std::vector<FlagGroup> groups() {
    return {
        {"Samples",
         {generator_field(checkpoint),
          Field("images", images, "or images: an .npy file, an IDX file or a folder of pictures")
              .path("PATH"),
          Field("samples", samples, "images to measure, at most")
              .at_least(kFewestSamples)
              .at_most(100000),
          Field("seed", seed, "seed of the latents, or of the choice of images").at_least(0),
          Field("pixel_range", pixel_range, "values of black and white in the samples")
              .placeholder("auto|BLACK,WHITE"),
          latent_dim_field(latent_dim), image_size_field(image_size)}},
        {"Real images",
         {Field::choice("against", against, {{"train", Against::train}, {"test", Against::test}},
                        "the real images to compare with"),
          features_field(features)}},
        {"Data", data.fields()},
        {"Output", {Field("out", out, "write all numbers as JSON, too").path("FILE.json")}},
        {"Compute", compute.fields()}};
  }
};

}  // namespace gan::app
