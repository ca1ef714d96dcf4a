#include "commands/run_data.h"

#include <filesystem>

#include <nlohmann/json.hpp>

#include "commands/train_options.h"
#include "gan/base/error.h"
#include "gan/storage/files/read_file.h"
#include "gan/storage/run_paths.h"

namespace gan::app {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kLargestFile = 1 << 20;

// The folder of the run; nothing if the file is not in its place there.
std::optional<RunPaths> run_of(const std::string& network) {
  std::error_code unknown;
  const fs::path path = fs::absolute(network, unknown).lexically_normal();
  const RunPaths here(path.parent_path().string());
  if (path == here.generator() || path == here.best_generator()) return here;
  const RunPaths above(path.parent_path().parent_path().string());
  if (path.parent_path() == above.checkpoints().path()) return above;
  return std::nullopt;
}

// Only a warning depends on it, so a damaged record is none.
std::string recorded_sha256(const RunPaths& run) {
  try {
    const nlohmann::json record = nlohmann::json::parse(read_file(run.record(), kLargestFile));
    return record.at("data").at("sha256").get<std::string>();
  } catch (const std::exception&) {
    return "";
  }
}

}  // namespace

std::optional<RunData> data_of_run(const std::string& network) {
  if (network.empty()) return std::nullopt;
  const std::optional<RunPaths> run = run_of(network);
  std::error_code unknown;
  if (!run || !fs::exists(run->options(), unknown)) return std::nullopt;
  TrainOptions options;
  read_options(read_file(run->options(), kLargestFile), run->options(), options);
  return RunData{options.data, run->options(), recorded_sha256(*run)};
}

}  // namespace gan::app
