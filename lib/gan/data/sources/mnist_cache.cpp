#include "gan/data/sources/mnist_cache.h"

#include <filesystem>
#include <optional>
#include <system_error>

#include "gan/base/error.h"
#include "gan/base/sha256.h"

namespace gan {
namespace {

constexpr const char* kElsewhere =
    "name a folder with the four IDX files by --data or MNIST_DIR, or take --dataset synthetic";

bool is_labels(IdxRole role) {
  return role == IdxRole::train_labels || role == IdxRole::test_labels;
}

CachedFile verified(const std::string& path, IdxRole role) {
  CachedFile file;
  file.array = read_idx(path, is_labels(role) ? 1 : 3);
  file.path = path;
  file.sha256 = sha256_of(file.array);
  if (file.sha256 != mnist_file(role).sha256)
    throw Error(is_labels(role) ? "reading labels" : "reading images")
        .at(path)
        .expected(std::string("MNIST with SHA-256 ") + mnist_file(role).sha256)
        .found(file.sha256);
  return file;
}

}  // namespace

std::string sha256_of(const IdxArray& array) {
  const std::string header = encode_idx_header(array.sizes);
  return Sha256()
      .update(header.data(), header.size())
      .update(array.bytes.data(), array.bytes.size())
      .hex();
}

CachedFile load_cached_mnist(IdxRole role, const OnDownload& on_download) {
  const MnistFile& file = mnist_file(role);
  const std::string cache = cache_dir();
  std::error_code ignored;
  std::string damaged, notice;
  if (std::filesystem::exists(cache, ignored)) {
    if (const std::optional<std::string> path = find_idx_file(cache, role)) {
      try {
        return verified(*path, role);
      } catch (const Error& error) {
        damaged = *path;
        notice = std::string(error.what()) + "; this cached file was downloaded again";
      }
    }
  }
  const std::string name = std::string(file.name) + ".gz";
  const auto on_progress = [&](std::int64_t done, std::int64_t total) {
    if (on_download) on_download(name, done, total);
  };
  std::string path;
  try {
    path = download_mnist(file, cache, mnist_mirrors(), on_progress);
  } catch (Error& error) {
    throw error.hint(damaged.empty() ? kElsewhere
                                     : "the cached " + damaged + " is damaged; " + kElsewhere);
  }
  CachedFile downloaded = verified(path, role);
  // A damaged raw file would be found before the new one, each time.
  if (!damaged.empty() && damaged != path) std::filesystem::remove(damaged, ignored);
  downloaded.notice = notice;
  return downloaded;
}

}  // namespace gan
