#include "gan/data/sources/mnist_cache.h"

#include <filesystem>

#include <gtest/gtest.h>

#include "data/idx_bytes.h"
#include "data/loopback_server.h"
#include "files.h"
#include "gan/base/sha256.h"

namespace gan::test {
namespace {

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
  std::filesystem::create_directories(cache_ / "gan/mnist");
  const std::string path =
      write_file(cache_ / "gan/mnist/t10k-labels-idx1-ubyte", idx_file({10000}));
  EXPECT_TRUE(has(load_error(IdxRole::test_labels), {"the cached " + path + " is damaged"}));
  EXPECT_TRUE(std::filesystem::exists(path));
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
