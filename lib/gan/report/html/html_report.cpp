#include "gan/report/html/html_report.h"

#include "gan/report/charts/chart_frame.h"
#include "gan/report/charts/markup_text.h"
#include "gan/report/html/html_elements.h"
#include "gan/report/html/html_parts.h"
#include "gan/report/html/page_text.h"

namespace gan {
namespace {

// The page loads nothing, even if a text in it contains a link.
constexpr const char* policy =
    "default-src 'none'; img-src data:; style-src 'unsafe-inline'; script-src 'unsafe-inline'";

struct Section {
  const char* id;
  const char* name;  // in the list at the top
  const char* heading;
  std::string (*markup)(const ReportContent&);
};

constexpr Section sections[] = {
    {"samples", "Samples", "Samples by epoch", html_samples},
    {"grid", "Grid", "Samples at the end, and an animation", html_grid},
    {"measures", "Quality", "Measured quality", html_measures},
    {"classes", "Classes", "Share of each class", html_classes},
    {"neighbours", "Copies", "Nearest training images", html_neighbours},
    {"interpolation", "Latents", "From one latent to another", html_interpolation},
    {"losses", "Losses", "Losses", html_losses},
    {"timing", "Time", "Time", html_timing},
    {"options", "Options", "Options", html_options},
    {"facts", "Versions", "Data, machine and versions", html_facts},
};

}  // namespace

std::string html_report(const ReportContent& content) {
  const std::string title = (content.data.empty() ? "gan" : content.data) + ": " + content.run;
  std::string page = "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\"/>\n";
  page +=
      "<meta http-equiv=\"Content-Security-Policy\" content=\"" + markup_text(policy) + "\"/>\n";
  page += "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>\n";
  page += "<link rel=\"icon\" href=\"data:,\"/>\n";
  page += "<title>" + markup_text(title) + "</title>\n";
  page +=
      std::string("<style>") + page_style + chart_style + "</style>\n</head>\n<body>\n<header>\n";
  page += html_headline(content) + "<nav aria-label=\"Sections\"><ul>\n";
  for (const Section& section : sections)
    page += "<li><a href=\"#" + std::string(section.id) + "\">" + section.name + "</a></li>\n";
  page += "</ul></nav>\n</header>\n<main>\n";
  for (const Section& section : sections)
    page += html_section(section.id, section.heading, section.markup(content));
  page +=
      "</main>\n<footer class=\"soft\">Written by <code>gan</code>; this page loads nothing "
      "from elsewhere.</footer>\n";
  return page + "<script>" + std::string(page_script) + "</script>\n</body>\n</html>\n";
}

}  // namespace gan
