// The options of `gan generate`.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "cli/flags.h"
#include "gan/training/options.h"

namespace gan::app {

struct GenerateOptions {
  std::string checkpoint, out, raw, animation, images_to, image_size, class_name;
  bool overwrite = false;
  std::string pixel_range = "auto";
  std::int64_t count = 25;
  std::int64_t columns = 0, interpolate = 0, seed = 0, latent_dim = 0;
  ComputeOptions compute;

  std::vector<FlagGroup> groups();
  bool draws_each_class() const { return class_name == "each"; }
};

// Of all images of a call, at most.
constexpr std::int64_t kMostImages = 1000000;
constexpr std::int64_t kMostAnimatedImages = 100000;

// Ignores upper and lower case.
bool ends_with(const std::string& text, const std::string& ending);

// Throws Error (usage) for options that contradict each other.
void check(const GenerateOptions& options);

}  // namespace gan::app
