#include "gan/data/sources/mnist.h"

#include <filesystem>

#include <gtest/gtest.h>

#include "data/idx_bytes.h"
#include "data/loopback_server.h"
#include "files.h"
#include "gan/base/sha256.h"

namespace gan::test {
namespace {

namespace fs = std::filesystem;

TEST(Mnist, NamesOfTheFiles) {
  EXPECT_EQ(idx_file_names(IdxRole::train_images),
            (std::vector<std::string>{"train-images-idx3-ubyte", "train-images.idx3-ubyte",
                                      "train-images-idx3-ubyte.gz", "train-images.idx3-ubyte.gz"}));
  EXPECT_EQ(idx_file_names(IdxRole::test_labels)[3], "t10k-labels.idx1-ubyte.gz");
}

TEST(Mnist, FindsEachNameAndPrefersTheRawFile) {
  const TempFolder folder;
  std::vector<std::string> names = idx_file_names(IdxRole::train_labels);
  EXPECT_EQ(find_idx_file(folder.path(), IdxRole::train_labels), std::nullopt);
  for (auto name = names.rbegin(); name != names.rend(); ++name) {
    write_file(folder / *name, "x");
    EXPECT_EQ(find_idx_file(folder.path(), IdxRole::train_labels), folder / *name);
  }
  EXPECT_EQ(find_idx_file(folder.path(), IdxRole::train_images), std::nullopt);
}

TEST(Mnist, PassesOverFoldersOfTheSameName) {
  const TempFolder folder;
  fs::create_directory(folder / "train-images-idx3-ubyte");
  EXPECT_EQ(find_idx_file(folder.path(), IdxRole::train_images), std::nullopt);
  write_file(folder / "train-images.idx3-ubyte", "x");
  EXPECT_EQ(find_idx_file(folder.path(), IdxRole::train_images),
            folder / "train-images.idx3-ubyte");
}

TEST(Mnist, FolderThatIsMissingOrAFile) {
  const TempFolder folder;
  const auto find = [&](const std::string& path) {
    return error_of([&] { find_idx_file(path, IdxRole::train_images); });
  };
  EXPECT_TRUE(has(find(folder / "none"), {folder / "none", "nothing of that name"}));
  EXPECT_TRUE(has(find(write_file(folder / "file", "x")), {folder / "file", "found a file"}));
}

TEST(Mnist, CacheFolder) {
  const Variable home("HOME", "/home/someone");
  {
    const Variable cache("XDG_CACHE_HOME", "/elsewhere");
    EXPECT_EQ(cache_dir(), "/elsewhere/gan/mnist");
  }
  for (const auto& unset : {std::optional<std::string>(), std::optional<std::string>(""),
                            std::optional<std::string>("relative")}) {
    const Variable cache("XDG_CACHE_HOME", unset);
    EXPECT_EQ(cache_dir(), "/home/someone/.cache/gan/mnist");
  }
}

TEST(Mnist, Mirrors) {
  {
    const Variable unset("MNIST_MIRROR", {});
    const std::vector<std::string> mirrors = mnist_mirrors();
    ASSERT_EQ(mirrors.size(), 2u);
    for (const std::string& mirror : mirrors) {
      EXPECT_EQ(mirror.substr(0, 8), "https://");
      EXPECT_EQ(mirror.back(), '/');
    }
  }
  const Variable set("MNIST_MIRROR", "https://example.org/mnist");
  EXPECT_EQ(mnist_mirrors(), (std::vector<std::string>{"https://example.org/mnist/"}));
}

TEST(Mnist, DownloadsIntoAFolderThatItMakes) {
  const Variable no_proxy("no_proxy", "127.0.0.1"), capital("NO_PROXY", "127.0.0.1");
  const TempFolder folder;
  const std::string bytes = noise(1000);
  const std::string sum = sha256_of(bytes.data(), bytes.size());
  const MnistFile file{"some-idx3-ubyte", "", sum.c_str()};
  LoopbackServer server([&](const Request& request) { return file_response(request, bytes); });
  const std::string path = download_mnist(file, folder / "a/b", {server.url("/mnist/")}, {});
  EXPECT_EQ(path, folder / "a/b/some-idx3-ubyte.gz");
  EXPECT_EQ(read_file(path), bytes);
  EXPECT_EQ(server.requests().at(0).path, "/mnist/some-idx3-ubyte.gz");
}

TEST(Mnist, CacheThatCannotBeMadeIsAnError) {
  const TempFolder folder;
  const std::string inside = write_file(folder / "file", "x") + "/gan/mnist";
  EXPECT_TRUE(
      has(error_of([&] { download_mnist(mnist_file(IdxRole::train_images), inside, {}, {}); }),
          {"creating the cache folder", inside, "XDG_CACHE_HOME"}));
}

// Neither the user's cache nor the network are touched. No test has the files' right
// bytes, so what is tested is that others are not taken.
class MnistCache : public testing::Test {
 protected:
  static std::string load_error(IdxRole role) {
    return error_of([&] { load_cached_mnist(role, {}); });
  }

  const TempFolder cache_;
  const Variable home_{"XDG_CACHE_HOME", cache_.path()};
  const Variable no_proxy_{"no_proxy", "127.0.0.1"}, capital_{"NO_PROXY", "127.0.0.1"};
  const std::string forged_ = pack(idx_file({7}));
  LoopbackServer server_{
      [this](const Request& request) { return file_response(request, forged_); }};
  const Variable mirror_{"MNIST_MIRROR", server_.url("/mnist")};
};

TEST_F(MnistCache, AsksForEachRoleByItsName) {
  for (const IdxRole role :
       {IdxRole::train_images, IdxRole::train_labels, IdxRole::test_images, IdxRole::test_labels}) {
    const std::string name = std::string(mnist_file(role).name) + ".gz";
    EXPECT_TRUE(has(load_error(role), {name, "wrong SHA-256", "--data"}));
    EXPECT_EQ(server_.requests().back().path, "/mnist/" + name);
  }
}

TEST_F(MnistCache, NeverUsesOtherBytes) {
  fs::create_directories(cache_ / "gan/mnist");
  const std::string path =
      write_file(cache_ / "gan/mnist/t10k-labels-idx1-ubyte", idx_file({10000}));
  EXPECT_TRUE(has(load_error(IdxRole::test_labels), {"the cached " + path + " is damaged"}));
  EXPECT_TRUE(fs::exists(path));
}

TEST_F(MnistCache, TellsOfDownloads) {
  std::string told;
  error_of([&] {
    load_cached_mnist(IdxRole::test_labels,
                      [&](const std::string& file, std::int64_t, std::int64_t) { told = file; });
  });
  EXPECT_EQ(told, "t10k-labels-idx1-ubyte.gz");
}

TEST(Sha256OfIdx, IsThatOfTheFile) {
  const std::string file = idx_file({3, 4, 5});
  EXPECT_EQ(sha256_of(parse_idx(file, "FILE", 3)), sha256_of(file.data(), file.size()));
}

}  // namespace
}  // namespace gan::test
