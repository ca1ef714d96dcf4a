#include <iostream>

#include "cli/notice.h"
#include "commands/commands.h"
#include "gan/base/error.h"
#include "gan/report/html/html_report.h"
#include "gan/storage/files/write_file.h"
#include "gan/storage/run_paths.h"
#include "run/report_files.h"

namespace gan::app {

void report(const Arguments& arguments) {
  std::string out;
  Arguments runs;
  const std::vector<FlagGroup> groups = {
      {"Output", {Field("out", out, "the page; without it: RUN/report.html").path("FILE.html")}}};
  if (!read_flags("report RUN", "Writes the report of a run, one HTML page.", groups, arguments,
                  &runs))
    return;
  if (runs.size() != 1)
    throw Error::usage("reading the command gan report")
        .expected("one folder of a run, as in gan report out")
        .found(runs.empty() ? "none" : std::to_string(runs.size()) + " words");

  const std::string& run = runs.front();
  const ReportContent content = read_report(run);
  for (const std::string& text : content.notices) warn(text);
  const std::string page = html_report(content);
  const std::string path = out.empty() ? RunPaths(run).report() : out;
  write_file(path, page);
  facts_beside({path}) << path << ": " << (page.size() + 1023) / 1024 << " KiB\n";
}

}  // namespace gan::app
