// Evaluations in files.
#pragma once

#include <string>

#include <nlohmann/json_fwd.hpp>

#include "gan/evaluation/measures/measures.h"

namespace gan {

// {"classifier": HASH, "samples": {"name", "count"}, "reference": {"name", "count"},
//  MEASURE: {"value", "low", "high"}, ...}, in the order of the struct; counts, modes and shares as
// they are named there. A number that is not finite becomes null, as in all of JSON.
nlohmann::ordered_json to_json(const Evaluation& evaluation);

// The same back, numbers to the bit; unknown names are passed over, and those of older versions
// (judge, unsure) taken. Throws Error, naming `where`,
// for what is missing or of another type, and for null as a number.
Evaluation evaluation_from_json(const nlohmann::ordered_json& json, const std::string& where);

// {"classifier": {"hash", "test_accuracy"}, "real_images": {...}, "uniform_noise": {...}}; accuracy
// and real images are null where they are not known.
nlohmann::ordered_json to_json(const ClassifierRows& rows);

// The same back, as evaluation_from_json() does.
ClassifierRows classifier_rows_from_json(const nlohmann::ordered_json& json,
                                         const std::string& where);

}  // namespace gan
