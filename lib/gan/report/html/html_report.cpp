#include "gan/report/html/html_report.h"

#include "gan/report/charts/markup_text.h"
#include "gan/report/html/html_facts.h"
#include "gan/report/html/html_headline.h"
#include "gan/report/html/html_measures.h"
#include "gan/report/html/html_pictures.h"
#include "gan/report/html/html_style.h"

namespace gan {
namespace {

// Whatever a text in it says, the page loads nothing.
constexpr const char* policy =
    "default-src 'none'; img-src data:; style-src 'unsafe-inline'; script-src 'unsafe-inline'";

struct Part {
  const char* id;
  const char* name;  // in the list at the top
  std::string (*markup)(const ReportContent&);
};

constexpr Part page_parts[] = {
    {"samples", "Samples", html_samples},      {"grid", "Grid", html_grid},
    {"measures", "Quality", html_measures},    {"classes", "Digits", html_classes},
    {"neighbours", "Copies", html_neighbours}, {"interpolation", "Latents", html_interpolation},
    {"losses", "Losses", html_losses},         {"timing", "Time", html_timing},
    {"options", "Options", html_options},      {"facts", "Versions", html_facts},
};

std::string navigation() {
  std::string markup = "<nav aria-label=\"Sections\"><ul>\n";
  for (const Part& part : page_parts)
    markup += "<li><a href=\"#" + std::string(part.id) + "\">" + part.name + "</a></li>\n";
  return markup + "</ul></nav>\n";
}

}  // namespace

std::string html_report(const ReportContent& content) {
  const std::string title = (content.data.empty() ? "gan" : content.data) + ": " + content.run;
  std::string page = "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\"/>\n";
  page +=
      "<meta http-equiv=\"Content-Security-Policy\" content=\"" + markup_text(policy) + "\"/>\n";
  page += "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>\n";
  page += "<link rel=\"icon\" href=\"data:,\"/>\n";
  page += "<title>" + markup_text(title) + "</title>\n";
  page += "<style>" + html_style() + "</style>\n</head>\n<body>\n<header>\n";
  page += html_headline(content) + navigation() + "</header>\n<main>\n";
  for (const Part& part : page_parts) page += part.markup(content);
  page +=
      "</main>\n<footer class=\"soft\">Written by <code>gan report</code>; nothing in this page "
      "is loaded from elsewhere.</footer>\n";
  return page + "<script>" + html_script() + "</script>\n</body>\n</html>\n";
}

}  // namespace gan
