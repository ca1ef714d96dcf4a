#include "run/picture_folder.h"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <regex>
#include <unistd.h>

#include "cli/stop_signal.h"
#include "gan/device/portions.h"
#include "gan/report/charts/number_text.h"
#include "gan/report/pictures/png.h"
#include "gan/report/terminal/status_line.h"
#include "gan/storage/files/whole_folder.h"

namespace gan::app {
namespace {

constexpr std::int64_t kPicturesAtOnce = 16;  // by a thread

bool is_picture_name(const std::string& name) {
  static const std::regex numbered("[0-9]{5,}\\.png");
  return std::regex_match(name, numbered);
}

// What an earlier call wrote.
bool may_replace(const PictureFolder& folder, const std::string& name) {
  const std::size_t slash = name.find('/');
  const std::string first = name.substr(0, slash);
  if (std::count(folder.classes.begin(), folder.classes.end(), first) == 0)
    return slash == std::string::npos && is_picture_name(first);
  return slash == std::string::npos || is_picture_name(name.substr(slash + 1));
}

}  // namespace

std::string picture_name(std::int64_t number) {
  constexpr std::size_t kDigits = 5;
  const std::string digits = std::to_string(number);
  return std::string(kDigits - std::min(kDigits, digits.size()), '0') + digits + ".png";
}

std::vector<std::string> folder_names(const std::vector<std::string>& classes) {
  constexpr std::size_t kLongest = 200;
  std::vector<std::string> names;
  for (std::size_t i = 0; i < classes.size(); ++i) {
    const std::string& name = classes[i];
    const bool can_be_one = !name.empty() && name.size() <= kLongest && name.front() != '.' &&
                            name.find('/') == std::string::npos &&
                            name.find('\0') == std::string::npos;
    names.push_back(can_be_one ? name : std::to_string(i));
  }
  return names;
}

void write_picture_folder(const PictureFolder& folder, std::int64_t count,
                          const std::function<std::string(std::int64_t)>& name_of,
                          const std::function<Image(std::int64_t)>& draw) {
  WholeFolder whole(folder.path, folder.flag, folder.overwrite,
                    [&](const std::string& name) { return may_replace(folder, name); });
  StatusLine line(STDERR_FILENO, is_terminal(STDERR_FILENO));
  const auto began = std::chrono::steady_clock::now();
  std::atomic<std::int64_t> done{0};
  const auto on_progress = [&] {
    throw_if_stop_requested("nothing was written");
    if (done == 0 || !line.due()) return;
    const std::chrono::duration<double> spent = std::chrono::steady_clock::now() - began;
    const auto part = static_cast<double>(done) / static_cast<double>(count);
    line.show(std::to_string(done) + " of " + std::to_string(count) + " pictures, " +
              duration_text(spent.count() * (1 - part) / part) + " left");
  };
  in_portions(count, kPicturesAtOnce, on_progress, [&](std::int64_t begin, std::int64_t end) {
    for (std::int64_t i = begin; i < end; ++i, ++done) whole.add(name_of(i), encode_png(draw(i)));
  });
  throw_if_stop_requested("nothing was written");
  whole.publish();
}

}  // namespace gan::app
