// The images that `gan evaluate` measures.
#pragma once

#include <string>

#include <ATen/core/Tensor.h>

#include "commands/evaluate_options.h"
#include "gan/base/image_shape.h"
#include "run/evaluation_progress.h"

namespace gan::app {

struct Samples {
  at::Tensor images;    // float32 [count, height, width] from -1 (black) to 1 (white)
  std::string name;     // "out/gan_gen.pt, seed 0"
  std::string facts;    // for people: the name, the count, how they were read
  std::string warning;  // where the range of the pixels is doubtful; else empty
};

// From the generator or the images that the options name, which must have this size. Throws Error
// for fewer than 20, and for what GeneratorFile and load_sample_images() refuse.
Samples load_samples(const EvaluateOptions& options, const at::Device& device, ImageShape size,
                     EvaluationProgress& progress);

}  // namespace gan::app
