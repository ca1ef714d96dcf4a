// The two texts about a run: what was asked for, and what was found.
#pragma once

#include <cstdint>
#include <string>

#include <c10/core/Device.h>

#include "commands/train_options.h"
#include "gan/data/image_set.h"
#include "gan/training/trainer.h"

namespace gan::app {

// options.json.
std::string options_text(TrainOptions& options);

// run.json: versions, device, processor, data, sizes of the networks.
std::string record_text(const ImageSet& data, c10::Device device, std::int64_t threads,
                        const Trainer& trainer);

}  // namespace gan::app
