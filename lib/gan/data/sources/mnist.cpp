#include "gan/data/sources/mnist.h"

#include <array>
#include <filesystem>
#include <system_error>

#include "gan/base/environment.h"
#include "gan/base/error.h"
#include "gan/base/sha256.h"
#include "gan/data/cache/cache_folder.h"

namespace gan {
namespace {

namespace fs = std::filesystem;

constexpr std::array<MnistFile, 4> kFiles = {{
    {"train-images-idx3-ubyte", "ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db",
     "440fcabf73cc546fa21475e81ea370265605f56be210a4024d2ca8f203523609"},
    {"train-labels-idx1-ubyte", "65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5",
     "3552534a0a558bbed6aed32b30c495cca23d567ec52cac8be1a0730e8010255c"},
    {"t10k-images-idx3-ubyte", "0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7",
     "8d422c7b0a1c1c79245a5bcf07fe86e33eeafee792b84584aec276f5a2dbc4e6"},
    {"t10k-labels-idx1-ubyte", "ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2",
     "f7ae60f92e00ec6debd23a6088c31dbd2371eca3ffa0defaefb259924204aec6"},
}};

void check_folder(const std::string& folder) {
  std::error_code why;
  const fs::file_status status = fs::status(folder, why);
  Error error("looking for images");
  error.at(folder).expected("a folder with IDX files");
  if (status.type() == fs::file_type::not_found) throw error.found("nothing of that name");
  if (why) throw error.found(why.message());
  if (!fs::is_directory(status)) throw error.found("a file");
}

constexpr const char* kElsewhere =
    "give a folder with the four IDX files by --data or MNIST_DIR, or use --dataset synthetic";

bool is_labels(IdxRole role) {
  return role == IdxRole::train_labels || role == IdxRole::test_labels;
}

CachedFile verified(const std::string& path, IdxRole role) {
  CachedFile file{read_idx(path, is_labels(role) ? 1 : 3), path, ""};
  const std::string sha256 = sha256_of(file.array);
  if (sha256 != mnist_file(role).sha256)
    throw Error(is_labels(role) ? "reading labels" : "reading images")
        .at(path)
        .expected(std::string("MNIST with SHA-256 ") + mnist_file(role).sha256)
        .found(sha256);
  return file;
}

}  // namespace

const MnistFile& mnist_file(IdxRole role) {
  return kFiles.at(static_cast<std::size_t>(role));
}

std::vector<std::string> idx_file_names(IdxRole role) {
  const std::string name = mnist_file(role).name;
  std::string dotted = name;
  dotted[dotted.find("-idx")] = '.';
  return {name, dotted, name + ".gz", dotted + ".gz"};
}

std::optional<std::string> find_idx_file(const std::string& folder, IdxRole role) {
  check_folder(folder);
  std::optional<std::string> not_a_file;
  for (const std::string& name : idx_file_names(role)) {
    const std::string path = (fs::path(folder) / name).string();
    std::error_code why;
    const fs::file_status status = fs::status(path, why);
    if (status.type() == fs::file_type::not_found) continue;
    if (status.type() == fs::file_type::none)
      throw Error("looking for images").at(path).found(why.message());
    if (fs::is_regular_file(status)) return path;
    // Some copies of MNIST have a folder of one name beside the file of another. Anything that is
    // neither fails when it is read.
    if (!not_a_file && !fs::is_directory(status)) not_a_file = path;
  }
  return not_a_file;
}

std::string cache_dir() {
  return (fs::path(cache_folder()) / "mnist").string();
}

std::vector<std::string> mnist_mirrors() {
  std::string folder = environment("MNIST_MIRROR");
  if (folder.empty())
    return {"https://ossci-datasets.s3.amazonaws.com/mnist/",
            "https://storage.googleapis.com/cvdf-datasets/mnist/"};
  if (folder.back() != '/') folder += '/';
  return {folder};
}

std::string download_mnist(const MnistFile& file, const std::string& folder,
                           const std::vector<std::string>& mirrors,
                           const DownloadProgress& on_progress) {
  std::error_code why;
  fs::create_directories(folder, why);
  if (why)
    throw Error("creating the cache folder")
        .at(folder)
        .found(why.message())
        .hint("set XDG_CACHE_HOME to a writable folder");
  const std::string name = std::string(file.name) + ".gz";
  std::string path = (fs::path(folder) / name).string();
  std::vector<std::string> urls;
  for (const std::string& mirror : mirrors) urls.push_back(mirror + name);
  download(urls, path, file.gzip_sha256, on_progress);
  return path;
}

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
  if (fs::exists(cache, ignored)) {
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
  // Otherwise each later call would find a damaged raw file before the new one.
  if (!damaged.empty() && damaged != path) fs::remove(damaged, ignored);
  downloaded.notice = notice;
  return downloaded;
}

}  // namespace gan
