// Counts and sizes as text.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace gan {

// -1234567 as "-1,234,567".
std::string count_text(std::int64_t count);

// Sizes as "[60000, 28, 28]", in these brackets.
std::string shape_text(const std::vector<std::int64_t>& sizes, char open = '[', char close = ']');

}  // namespace gan
