#include <iostream>

#include "cli/notice.h"
#include "cli/stop_signal.h"
#include "commands/commands.h"
#include "gan/base/error.h"
#include "gan/base/text.h"
#include "gan/data/sources/synthetic_pictures.h"
#include "gan/device/threads.h"
#include "run/picture_folder.h"

namespace gan::app {
namespace {

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

// Of both kinds: a call may replace what another one wrote.
std::vector<std::string> all_classes() {
  SyntheticPictures digits;
  digits.kind = SyntheticPictures::Kind::digits;
  std::vector<std::string> all = digits.classes();
  for (const std::string& shape : SyntheticPictures{}.classes()) all.push_back(shape);
  return all;
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
  const auto name_of = [&](std::int64_t i) {
    return classes[options.pictures.class_of(i)] + "/" +
           picture_name(i / static_cast<std::int64_t>(classes.size()) + 1);
  };

  watch_stop_signals();
  warn(set_threads(0).warning);
  write_picture_folder({options.out, "--out", options.overwrite, all_classes()}, options.count,
                       name_of, [&](std::int64_t i) { return options.pictures.draw(i); });
  std::cout << options.out << ": " << options.count << " pictures, classes " << joined(classes, " ")
            << "\n";
}

}  // namespace gan::app
