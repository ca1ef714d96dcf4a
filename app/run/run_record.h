// The JSON records of a run: its options, and the data, device and versions that it used.
#pragma once

#include <cstdint>
#include <string>

#include <c10/core/Device.h>
#include <nlohmann/json_fwd.hpp>

#include "commands/train_options.h"
#include "gan/data/image_set.h"
#include "gan/training/trainer.h"

namespace gan::app {

// JSON as the text of a file. Bytes that are not UTF-8 become U+FFFD.
std::string json_text(const nlohmann::ordered_json& json);

// Name, source, SHA-256, pixel range and count.
nlohmann::ordered_json data_json(const ImageSet& set);

// options.json.
std::string options_text(TrainOptions& options);

// run.json: versions, device, processor, data, sizes of the networks.
std::string record_text(const ImageSet& data, c10::Device device, std::int64_t threads,
                        const Trainer& trainer);

}  // namespace gan::app
