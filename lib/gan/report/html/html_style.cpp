#include "gan/report/html/html_style.h"

#include "gan/report/charts/chart_frame.h"
#include "gan/report/html/page_text.h"

namespace gan {

std::string html_style() {
  return page_style + chart_style();
}

std::string html_script() {
  return page_script;
}

}  // namespace gan
