#include "gan/data/sources/download.h"

#include <filesystem>
#include <system_error>
#include <thread>

#include "gan/base/error.h"
#include "gan/base/sha256.h"
#include "gan/base/text.h"
#include "gan/data/cache/part_file.h"

namespace gan {
namespace {

// Downloads the part from one URL. Returns why that failed; empty if the checksum is right.
std::string try_url(const std::string& url, PartFile& part, const std::string& sha256,
                    const DownloadProgress& on_progress, const DownloadLimits& limits) {
  using End = TransferResult::End;
  // A wrong checksum may be due to bytes that another run or mirror left.
  bool foreign = part.size() > 0;
  std::string reason;
  auto pause = limits.first_pause;
  for (int attempt = 1; attempt <= limits.attempts; ++attempt) {
    const TransferResult result =
        transfer(url, part.descriptor(), part.part(), part.size(), limits, on_progress);
    if (result.end == End::complete) {
      const std::string got = sha256_of_file(part.part());
      if (got == sha256) return "";
      part.clear();
      reason = "a file with the wrong SHA-256 " + got + " instead of " + sha256;
      if (!foreign) return reason;
      foreign = false;
      continue;
    }
    reason = result.reason;
    if (result.end == End::refused) return reason;
    if (result.end == End::restart) {
      part.clear();
      foreign = false;
      continue;
    }
    if (attempt < limits.attempts) std::this_thread::sleep_for(pause);
    pause *= 2;
  }
  return reason;
}

bool is_there(const std::string& path, const std::string& sha256) {
  std::error_code ignored;
  return std::filesystem::is_regular_file(path, ignored) && sha256_of_file(path) == sha256;
}

}  // namespace

void download(const std::vector<std::string>& urls, const std::string& path,
              const std::string& sha256, const DownloadProgress& on_progress,
              const DownloadLimits& limits) {
  // How long to wait for another process that downloads the same file.
  constexpr std::chrono::minutes kPatience(10);
  PartFile part(path, kPatience, [&](std::int64_t size) {
    if (on_progress) on_progress(size, 0);
  });
  if (is_there(path, sha256)) return;  // downloaded by another process
  if (part.size() > limits.max_bytes) part.clear();
  if (part.size() > 0 && sha256_of_file(part.part()) == sha256) return part.commit();

  std::vector<std::string> reasons;
  for (const std::string& url : urls) {
    const std::string reason = try_url(url, part, sha256, on_progress, limits);
    if (reason.empty()) return part.commit();
    reasons.push_back(url + ": " + reason);
  }
  throw Error("downloading").at(path).found(joined(reasons, "; "));
}

}  // namespace gan
