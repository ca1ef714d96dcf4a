// JSON that people may have edited.
#pragma once

#include <string>

#include <nlohmann/json_fwd.hpp>

#include "gan/base/error.h"

namespace gan {

// Reads the text of the file `where`, which may begin with a byte order mark. Throws `failed` with
// line and column, what is wrong there and what to write instead, for text that is not JSON, not
// UTF-8, nested more than 64 deep, or gives a name twice in one object.
nlohmann::ordered_json parse_json(const std::string& text, const std::string& where,
                                  const Error& failed);

}  // namespace gan
