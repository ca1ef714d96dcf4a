// The parts that a report is put together from.
#pragma once

#include <string>
#include <vector>

namespace gan {

// Texts may be any; what is called markup is put as it is.

std::string html_section(const std::string& id, const std::string& heading,
                         const std::string& markup);

// kind: a class of page.css, or "".
std::string html_paragraph(const std::string& kind, const std::string& markup);

// What is missing, in a sentence of markup.
std::string html_missing(const std::string& markup);

// The picture of a PNG file's bytes, at most as wide as it is. alt: what it shows. attributes: put
// as they are, a space before each.
std::string html_image(const std::string& png, const std::string& alt,
                       const std::string& attributes = "");

// A figure with a caption below, and a heading above it where there is one.
std::string html_figure(const std::string& heading, const std::string& markup,
                        const std::string& caption, const std::string& kind = "");

// A table that is scrolled sideways where it is too wide; the first cell of each row is its
// heading. Cells are texts.
std::string html_table(const std::string& caption, const std::vector<std::string>& headings,
                       const std::vector<std::vector<std::string>>& rows, const std::string& kind);

// What can be opened.
std::string html_details(const std::string& summary, const std::string& markup);

// Numbers for people: "12.3", "0.0123", "not finite".
std::string measure_text(double value);
// A share of 1 as per cent: "12.3 %".
std::string percent_text(double share);

}  // namespace gan
