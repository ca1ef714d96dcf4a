#include "gan/storage/run_folder.h"

#include <cerrno>
#include <cstdio>
#include <filesystem>
#include <unistd.h>

#include "gan/base/error.h"

namespace gan {
namespace {

namespace fs = std::filesystem;

// What sample() makes, and not what somebody keeps beside it.
bool is_sample(const std::string& name) {
  const std::string before = "epoch-", after = ".png";
  if (name.size() < before.size() + 4 + after.size() || name.rfind(before, 0) != 0) return false;
  const std::size_t digits_end = name.find_first_not_of("0123456789", before.size());
  return digits_end != std::string::npos && name.substr(digits_end) == after;
}

}  // namespace

RunFolder::RunFolder(std::string path, bool overwrite) : path_(std::move(path)) {
  const Error failed = Error("preparing the output folder").at(path_);
  if (path_.empty())
    throw Error(failed).expected("a folder").found("no name").hint("give --out DIR");
  try {
    if (fs::exists(path_) && !fs::is_directory(path_))
      throw Error(failed).expected("a folder").found("a file").hint("give another --out DIR");
    if (holds_run() && !overwrite)
      throw Error(failed)
          .expected("no run in it yet")
          .found("one")
          .hint("give another --out DIR, or --overwrite to replace it");
    fs::create_directories(path_ + "/samples");
    for (const std::string& folder : {path_, path_ + "/samples"})
      if (::access(folder.c_str(), W_OK | X_OK) != 0)
        throw Error(failed)
            .at(folder)
            .expected("a folder that can be written to")
            .found(system_reason(errno));
    if (overwrite) remove_run();
  } catch (const fs::filesystem_error& error) {
    throw Error(failed).found(error.code().message()).hint("give another --out DIR");
  }
}

std::string RunFolder::sample(std::int64_t epoch) const {
  char name[40];
  std::snprintf(name, sizeof name, "epoch-%04lld.png", static_cast<long long>(epoch));
  return path_ + "/samples/" + name;
}

bool RunFolder::holds_run() const {
  for (const std::string& file : {options(), record(), log(), generator(), discriminator()})
    if (fs::exists(file)) return true;
  return false;
}

void RunFolder::remove_run() const {
  for (const std::string& file : {options(), record(), log(), loss_plot(), generator(),
                                  discriminator(), grid(), contact_sheet()})
    fs::remove(file);
  for (const auto& entry : fs::directory_iterator(path_ + "/samples"))
    if (is_sample(entry.path().filename().string())) fs::remove(entry.path());
}

}  // namespace gan
