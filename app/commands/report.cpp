#include <iostream>

#include "cli/flags.h"
#include "cli/notice.h"
#include "cli/split_arguments.h"
#include "commands/commands.h"
#include "gan/base/error.h"
#include "gan/report/html/html_report.h"
#include "gan/storage/files/write_file.h"
#include "gan/storage/run_paths.h"
#include "run/report_files.h"

namespace gan::app {
namespace {

struct ReportOptions {
  std::string out;

  std::vector<FlagGroup> groups() {
    return {{"Output",
             {Field("out", out, "where the page goes; else RUN/report.html").path("FILE.html")}}};
  }
};

std::string size_text(std::size_t bytes) {
  return std::to_string((bytes + 1023) / 1024) + " KiB";
}

}  // namespace

int report(const Arguments& arguments) {
  ReportOptions options;
  const SplitArguments split = split_arguments(options.groups(), arguments);
  const GivenFlags flags("report", options.groups(), split.flags);
  if (flags.wants_help()) {
    std::cout << help_text("report RUN", "Writes what a run did as one HTML page.",
                           options.groups());
    return 0;
  }
  flags.apply(all_fields(options.groups()));
  if (split.positional.size() != 1)
    throw Error::usage("reading the command gan report")
        .expected("one folder of a run, as in gan report out")
        .found(split.positional.empty() ? "none"
                                        : std::to_string(split.positional.size()) + " words");

  const std::string& run = split.positional.front();
  const ReportContent content = read_report(run);
  for (const std::string& text : content.notices) notice(text);
  const std::string page = html_report(content);
  const std::string path = options.out.empty() ? RunPaths(run).report() : options.out;
  write_file(path, page);
  facts_beside({path}) << path << ": " << size_text(page.size()) << "\n";
  return 0;
}

}  // namespace gan::app
