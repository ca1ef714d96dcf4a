// Functions on all options of a program.
#pragma once

#include <string>
#include <vector>

#include <nlohmann/json_fwd.hpp>

#include "gan/base/field.h"

namespace gan {

// Throws for the first field whose value is out of range.
void check_fields(const std::vector<Field>& fields);

// The values of the fields that are in use, by name, in their order.
nlohmann::ordered_json fields_to_json(const std::vector<Field>& fields);

// Sets the fields named in `object`, which was read from the file `where`. Other fields keep their
// values. Throws for an unknown name, a wrong type, a value out of range.
// `flags_alone`: fields that exist as flags, but not in the file.
void fields_from_json(const std::vector<Field>& fields, const nlohmann::json& object,
                      const std::string& where, const std::vector<Field>& flags_alone = {});

}  // namespace gan
