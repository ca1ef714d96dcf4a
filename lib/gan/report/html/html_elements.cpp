#include "gan/report/html/html_elements.h"

#include <cmath>

#include "gan/base/byte_order.h"
#include "gan/report/charts/markup_text.h"
#include "gan/report/charts/number_text.h"

namespace gan {
namespace {

std::string class_attribute(const std::string& kind) {
  return kind.empty() ? "" : " class=\"" + kind + "\"";
}

// Width and height from the PNG header, so that the page does not move while it loads; nothing for
// other bytes.
std::string size_attributes(const std::string& png) {
  constexpr std::size_t width_at = 16, height_at = 20;
  if (png.size() < height_at + 4 || png.compare(12, 4, "IHDR") != 0) return "";
  const auto side = [&](std::size_t at) { return from_big_endian(png.substr(at, 4)); };
  return " width=\"" + std::to_string(side(width_at)) + "\" height=\"" +
         std::to_string(side(height_at)) + "\"";
}

}  // namespace

std::string html_section(const std::string& id, const std::string& heading,
                         const std::string& markup) {
  return "<section id=\"" + id + "\" aria-labelledby=\"" + id + "-heading\">\n<h2 id=\"" + id +
         "-heading\">" + markup_text(heading) + "</h2>\n" + markup + "</section>\n";
}

std::string html_paragraph(const std::string& kind, const std::string& markup) {
  return "<p" + class_attribute(kind) + ">" + markup + "</p>\n";
}

std::string html_missing(const std::string& markup) {
  return html_paragraph("soft", markup);
}

std::string html_image(const std::string& png, const std::string& alt,
                       const std::string& attributes) {
  return "<img src=\"" + data_uri("image/png", png) + "\" alt=\"" + markup_text(alt) + "\"" +
         size_attributes(png) + attributes + "/>";
}

std::string html_figure(const std::string& heading, const std::string& markup,
                        const std::string& caption, const std::string& kind) {
  std::string figure = "<figure" + class_attribute(kind) + ">\n";
  if (!heading.empty()) figure += "<h3>" + markup_text(heading) + "</h3>\n";
  figure += markup;
  if (!caption.empty()) figure += "\n<figcaption>" + markup_text(caption) + "</figcaption>";
  return figure + "\n</figure>\n";
}

std::string html_table(const std::string& caption, const std::vector<std::string>& headings,
                       const std::vector<std::vector<std::string>>& rows, const std::string& kind) {
  // tabindex: a table that scrolls must be reachable by keyboard.
  std::string table = "<div class=\"scroll\" role=\"region\" tabindex=\"0\" aria-label=\"" +
                      markup_text(caption) + "\"><table" + class_attribute(kind) + ">\n<caption>" +
                      markup_text(caption) + "</caption>\n<thead><tr>";
  for (const std::string& heading : headings)
    table += "<th scope=\"col\">" + markup_text(heading) + "</th>";
  table += "</tr></thead>\n<tbody>\n";
  for (const auto& row : rows) {
    table += "<tr>";
    for (std::size_t i = 0; i < row.size(); ++i)
      table += (i == 0 ? "<th scope=\"row\">" : "<td>") + markup_text(row[i]) +
               (i == 0 ? "</th>" : "</td>");
    table += "</tr>\n";
  }
  return table + "</tbody></table></div>\n";
}

std::string html_details(const std::string& summary, const std::string& markup) {
  return "<details><summary>" + markup_text(summary) + "</summary>\n" + markup + "</details>\n";
}

std::string measure_text(double value) {
  if (!std::isfinite(value)) return "not finite";
  const double size = std::abs(value);
  if (size >= 1e5) return scientific_text(value, 2);
  if (size > 0 && size < 1e-4) return scientific_text(value, 1);
  return fixed_text(value, size >= 100 ? 1 : size >= 1 ? 2 : size >= 0.1 ? 3 : size > 0 ? 4 : 0);
}

std::string percent_text(double share) {
  return std::isfinite(share) ? fixed_text(100 * share, 1) + " %" : "not finite";
}

}  // namespace gan
