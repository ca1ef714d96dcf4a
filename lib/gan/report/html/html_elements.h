// The HTML elements of a report.
#pragma once

#include <string>
#include <vector>

namespace gan {

// Every text is escaped; parameters named markup are inserted unchanged.

std::string html_section(const std::string& id, const std::string& heading,
                         const std::string& markup);

// kind: a class of page.css, or "".
std::string html_paragraph(const std::string& kind, const std::string& markup);

// A sentence, as markup, about a missing part.
std::string html_missing(const std::string& markup);

// An image of a PNG file's bytes, at most as wide as the picture. alt: describes it. attributes:
// inserted unchanged, each with a space before it.
std::string html_image(const std::string& png, const std::string& alt,
                       const std::string& attributes = "");

// A figure with a heading above and a caption below; an empty one is left out.
std::string html_figure(const std::string& heading, const std::string& markup,
                        const std::string& caption, const std::string& kind = "");

// A table that scrolls sideways if it is too wide. The first cell of each row is its heading. Cells
// are texts.
std::string html_table(const std::string& caption, const std::vector<std::string>& headings,
                       const std::vector<std::vector<std::string>>& rows, const std::string& kind);

// Markup that is hidden until the reader opens it.
std::string html_details(const std::string& summary, const std::string& markup);

// Numbers for people: "12.3", "0.0123", "not finite".
std::string measure_text(double value);
// A share of 1 as per cent: "12.3 %".
std::string percent_text(double share);

}  // namespace gan
