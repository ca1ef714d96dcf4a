// Texts inside HTML, XML and SVG.
#pragma once

#include <string>
#include <string_view>

namespace gan {

// The text with & < > " ' as entities, for use between tags and in quoted attributes. U+FFFD
// replaces bytes that are not UTF-8, characters that XML forbids (control characters except tab and
// line end) and the marks that change the direction of text. The result is valid UTF-8.
std::string markup_text(std::string_view text);

// Bytes as a data: URI: "data:image/png;base64,iVBO...". mime is inserted unchanged.
std::string data_uri(const std::string& mime, std::string_view bytes);

}  // namespace gan
