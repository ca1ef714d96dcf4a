// Cells as lines of text.
#pragma once

#include <string>
#include <vector>

namespace gan::app {

// Each row a line, `indent` spaces before it, columns two spaces apart and as wide as their widest
// cell: the first to the left, the others to the right. Rows may have fewer cells than others.
// Cells are cut after 40 characters, and control characters in them become '?'.
std::string text_table(std::vector<std::vector<std::string>> rows, std::size_t indent);

}  // namespace gan::app
