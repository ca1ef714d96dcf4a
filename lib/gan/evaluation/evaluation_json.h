// Evaluations as JSON.
#pragma once

#include <string>

#include <nlohmann/json_fwd.hpp>

#include "gan/evaluation/measures/measures.h"

namespace gan {

// {"classifier" (or "features"): HASH, "samples": {"name", "count"}, "reference": {"name",
// "count"},
//  MEASURE: {"value", "low", "high"}, ...}, in the order of the struct; counts, modes and shares
// under their names there, class_accuracy only where it was measured, and with "features" (of a
// user's network) no measures of classes. A number that is not finite becomes null, as always in
// JSON.
nlohmann::ordered_json to_json(const Evaluation& evaluation);

// Reads an evaluation back, numbers to the bit. Ignores unknown names and accepts those of older
// versions (judge, unsure). Throws Error, naming `where`, for a missing value, one of another type,
// and null as a number.
Evaluation evaluation_from_json(const nlohmann::ordered_json& json, const std::string& where);

// {"classifier": {"hash", "test_accuracy"}, "real_images": {...}, "uniform_noise": {...}}, or with
// "features": {"hash"} in place of the classifier; accuracy and real images are null if unknown.
nlohmann::ordered_json to_json(const ClassifierRows& rows);

// Reads the rows back, like evaluation_from_json().
ClassifierRows classifier_rows_from_json(const nlohmann::ordered_json& json,
                                         const std::string& where);

}  // namespace gan
