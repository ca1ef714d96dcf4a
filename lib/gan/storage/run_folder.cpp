#include "gan/storage/run_folder.h"

#include <algorithm>
#include <cerrno>
#include <filesystem>
#include <regex>
#include <sys/stat.h>
#include <unistd.h>

#include "gan/base/error.h"
#include "gan/storage/files/write_file.h"

namespace gan {
namespace {

namespace fs = std::filesystem;

// Whether sample() makes this name; other files in the folder are the user's.
bool is_sample(const std::string& name) {
  static const std::regex shape("epoch-[0-9]{4,}\\.png");
  return std::regex_match(name, shape);
}

// The user in a container often is not the folder's owner.
std::string owner_hint(const std::string& folder) {
  struct stat status {};
  if (::stat(folder.c_str(), &status) != 0 || status.st_uid == ::geteuid()) return "";
  return "it belongs to user " + std::to_string(status.st_uid) + ", but gan runs as user " +
         std::to_string(::geteuid()) + ": run gan as the owner, or change the owner";
}

std::vector<std::string> single_files(const RunPaths& run) {
  return {run.options(),         run.record(),        run.log(),           run.loss_plot(),
          run.report(),          run.events(),        run.generator(),     run.best_generator(),
          run.discriminator(),   run.grid(),          run.contact_sheet(), run.animation(),
          run.neighbours(),      run.interpolation(), run.classifier(),    run.former_classifier(),
          run.log() + ".damaged"};
}

// single_files(), existing or not, and the existing samples.
std::vector<std::string> files(const RunPaths& run) {
  std::vector<std::string> files = single_files(run);
  if (fs::is_directory(run.samples()))
    for (const auto& entry : fs::directory_iterator(run.samples()))
      if (is_sample(entry.path().filename().string())) files.push_back(entry.path().string());
  return files;
}

// A file that a fresh run would overwrite, or later take for its own.
std::optional<std::string> part_of_a_run(const RunPaths& run) {
  for (const std::string& file : files(run))
    if (fs::exists(file)) return file;
  const std::vector<std::string> saved = run.checkpoints().newest_first();
  return saved.empty() ? std::nullopt : std::make_optional(saved.front());
}

void remove_run(const RunPaths& run) {
  for (const std::string& file : files(run)) remove_file(file);
  const fs::path event_folder = fs::path(run.events()).parent_path();
  if (fs::is_directory(event_folder) && fs::is_empty(event_folder)) fs::remove(event_folder);
  run.checkpoints().remove_all();
}

// The temporary files of write_file(). No other process uses them: this one holds the lock.
void remove_half_written(const RunPaths& run) {
  static const std::regex shape("(.+)\\.tmp-[0-9]*");
  const std::vector<std::string> files = single_files(run);
  for (const std::string& folder : {run.path(), run.samples()})
    for (const auto& entry : fs::directory_iterator(folder)) {
      const std::string name = entry.path().filename().string();
      std::smatch whole;
      if (std::regex_match(name, whole, shape) &&
          (is_sample(whole[1]) ||
           std::find(files.begin(), files.end(), folder + "/" + whole.str(1)) != files.end()))
        fs::remove(entry.path());
    }
}

}  // namespace

RunFolder::RunFolder(std::string path, Use use) : RunPaths(std::move(path)) {
  try {
    prepare(use);
  } catch (const fs::filesystem_error& error) {
    throw Error("preparing the output folder")
        .at(error.path1().empty() ? this->path() : error.path1().string())
        .found(error.code().message())
        .hint(use == Use::resume ? "" : "give another --out DIR");
  }
}

void RunFolder::prepare(Use use) {
  const Error failed = Error("preparing the output folder").at(path());
  const auto check_for_a_run = [&] {
    if (use == Use::resume && checkpoints().newest_first().empty())
      throw Error("resuming a run")
          .at(checkpoints().path())
          .expected("checkpoints of a run")
          .found("none")
          .hint("gan train --out DIR starts a run" +
                std::string(part_of_a_run(*this) ? "; --overwrite replaces the remaining files here"
                                                 : ""));
    if (use != Use::fresh) return;
    if (const auto part = part_of_a_run(*this))
      throw Error(failed)
          .expected("a folder without a run")
          .found(*part)
          .hint((checkpoints().newest_first().empty() ? "it has no checkpoint to resume from; "
                                                      : "--resume " + path() + " continues it, ") +
                "--overwrite replaces it, another --out DIR keeps it");
  };
  if (path().empty())
    throw Error(failed).expected("a folder").found("an empty name").hint("give --out DIR");
  if (fs::exists(path()) && !fs::is_directory(path()))
    throw Error(failed)
        .expected("a folder")
        .found("a file")
        .hint(use == Use::resume ? "give the folder of a run" : "give another --out DIR");
  if (use == Use::resume && !fs::exists(path()))
    throw Error(failed).expected("the folder of a run").found("no such folder");
  check_for_a_run();
  for (const std::string& folder : {path(), samples()}) {
    fs::create_directories(folder);
    if (::access(folder.c_str(), W_OK | X_OK) != 0)
      throw Error(failed)
          .at(folder)
          .expected("a writable folder")
          .found(system_reason(errno))
          .hint(owner_hint(folder));
  }
  lock_.emplace(path());
  // Again: another process may have started a run before the lock.
  check_for_a_run();
  if (use == Use::overwrite) remove_run(*this);
  remove_half_written(*this);
}

}  // namespace gan
