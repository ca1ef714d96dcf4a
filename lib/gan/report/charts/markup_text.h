// Texts inside of HTML, XML and SVG.
#pragma once

#include <string>
#include <string_view>

namespace gan {

// The text with & < > " ' as entities, for between tags and inside of quoted attributes. What is
// not UTF-8 or may not be in XML (control characters save tab and line end) becomes U+FFFD, and so
// do the marks that change the direction of the text around them. The result is valid UTF-8.
std::string markup_text(std::string_view text);

// Bytes as a link that holds them: "data:image/png;base64,iVBO...". mime is put as it is.
std::string data_uri(const std::string& mime, std::string_view bytes);

}  // namespace gan
