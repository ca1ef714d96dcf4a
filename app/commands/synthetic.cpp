#include <algorithm>
#include <atomic>
#include <chrono>
#include <iostream>
#include <regex>
#include <unistd.h>

#include "cli/notice.h"
#include "cli/stop_signal.h"
#include "commands/commands.h"
#include "gan/base/error.h"
#include "gan/data/sources/synthetic_pictures.h"
#include "gan/device/portions.h"
#include "gan/device/threads.h"
#include "gan/report/charts/number_text.h"
#include "gan/report/pictures/png.h"
#include "gan/report/terminal/status_line.h"
#include "gan/storage/files/whole_folder.h"

namespace gan::app {
namespace {

constexpr std::int64_t kPicturesAtOnce = 16;  // by a thread

struct SyntheticOptions {
  std::string out;
  bool overwrite = false;
  std::int64_t count = 10000, seed = 0;
  SyntheticPictures pictures;

  std::vector<FlagGroup> groups() {
    using Kind = SyntheticPictures::Kind;
    return {
        {"Pictures",
         {Field::choice("classes", pictures.kind,
                        {{"shapes", Kind::shapes}, {"digits", Kind::digits}},
                        "shapes: circle, star, heart and others; digits: 0 to 9"),
          Field("count", count, "pictures in all, equally many of each class")
              .at_least(1)
              .at_most(1e6),
          Field("size", pictures.side, "pixels of a side")
              .at_least(SyntheticPictures::kSmallestSide)
              .at_most(SyntheticPictures::kLargestSide),
          Field("seed", seed, "the same seed draws the same pictures").at_least(0)}},
        {"Output",
         {Field("out", out, "folder for them: a folder of PNG files for each class").path("DIR"),
          Field("overwrite", overwrite, "replace the synthetic pictures in that folder")}}};
  }
};

// What an earlier call wrote, of either kind.
bool is_synthetic(const std::string& name) {
  static const std::regex shape = [] {
    std::string classes = "[0-9]";
    for (const std::string& each : SyntheticPictures{}.classes()) classes += "|" + each;
    return std::regex("(" + classes + ")(/[0-9]{5,}\\.png)?");
  }();
  return std::regex_match(name, shape);
}

// In its class, from 1 on.
std::string picture_name(std::int64_t number) {
  constexpr std::size_t kDigits = 5;
  const std::string digits = std::to_string(number);
  return std::string(kDigits - std::min(kDigits, digits.size()), '0') + digits + ".png";
}

void write_pictures(const SyntheticOptions& options, const std::vector<std::string>& classes,
                    const WholeFolder& folder) {
  StatusLine line(STDERR_FILENO, is_terminal(STDERR_FILENO));
  const auto began = std::chrono::steady_clock::now();
  std::atomic<std::int64_t> done{0};
  const auto on_progress = [&] {
    throw_if_stop_requested("nothing was written");
    if (done == 0 || !line.due()) return;
    const std::chrono::duration<double> spent = std::chrono::steady_clock::now() - began;
    const auto part = static_cast<double>(done) / static_cast<double>(options.count);
    line.show(std::to_string(done) + " of " + std::to_string(options.count) + " pictures, " +
              duration_text(spent.count() * (1 - part) / part) + " left");
  };
  in_portions(options.count, kPicturesAtOnce, on_progress,
              [&](std::int64_t begin, std::int64_t end) {
                for (std::int64_t i = begin; i < end; ++i, ++done)
                  folder.add(classes[options.pictures.class_of(i)],
                             picture_name(i / static_cast<std::int64_t>(classes.size()) + 1),
                             encode_png(options.pictures.draw(i)));
              });
}

}  // namespace

void synthetic(const Arguments& arguments) {
  SyntheticOptions options;
  if (!read_flags("synthetic", "Draws coloured pictures with classes, to try the training on.",
                  options.groups(), arguments))
    return;
  if (options.out.empty())
    throw Error::usage("reading the flags of gan synthetic")
        .at("--out")
        .expected("a folder for the pictures")
        .found("none");
  options.pictures.seed = static_cast<std::uint64_t>(options.seed);
  const std::vector<std::string> classes = options.pictures.classes();

  watch_stop_signals();
  warn(set_threads(0).warning);
  WholeFolder folder(options.out, options.overwrite, is_synthetic);
  write_pictures(options, classes, folder);
  throw_if_stop_requested("nothing was written");
  folder.publish();

  std::cout << options.out << ": " << options.count << " pictures, classes";
  for (const std::string& each : classes) std::cout << " " << each;
  std::cout << "\n";
}

}  // namespace gan::app
