// Counts, sizes, lists and bytes as text.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace gan {

// -1234567 as "-1,234,567".
std::string count_text(std::int64_t count);

// Sizes as "[60000, 28, 28]", in these brackets.
std::string shape_text(const std::vector<std::int64_t>& sizes, char open = '[', char close = ']');

std::string joined(const std::vector<std::string>& words, const std::string& separator);

// Two lower-case hexadecimal digits for each byte.
std::string hex_text(std::string_view bytes);

// Whether it is UTF-8.
bool is_utf8(const std::string& text);

// Spaces, '%' and all bytes that are not printable ASCII as "%E9".
std::string percent_escaped(const std::string& text);

}  // namespace gan
