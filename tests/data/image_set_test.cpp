#include "gan/data/image_set.h"

#include <filesystem>

#include <ATen/Functions.h>
#include <gtest/gtest.h>

#include "data/idx_bytes.h"
#include "files.h"
#include "gan/base/sha256.h"
#include "gan/data/sources/mnist.h"
#include "gan/data/sources/synthetic.h"
#include "loopback_server.h"

namespace gan::test {
namespace {

namespace fs = std::filesystem;

// Neither the user's cache and MNIST nor the network are touched.
class ImageSetTest : public ::testing::Test {
 protected:
  static ImageSet load(const std::string& dataset, const std::string& folder = "") {
    return load(dataset, folder, "auto");
  }
  static ImageSet load(const std::string& dataset, const std::string& folder,
                       const std::string& pixel_range) {
    DataOptions options;
    options.dataset = dataset;
    options.data = folder;
    options.pixel_range = pixel_range;
    return load_training_images(options);
  }
  static std::string load_error(const std::string& dataset, const std::string& folder = "") {
    return error_of([&] { load(dataset, folder); });
  }

  const TempFolder folder_, cache_;
  const Variable home_{"XDG_CACHE_HOME", cache_.path()}, named_{"MNIST_DIR", {}};
  const Variable no_proxy_{"no_proxy", "127.0.0.1"}, capital_{"NO_PROXY", "127.0.0.1"};
  LoopbackServer server_{[](const Request&) { return Response{404, "", "", 0, {}}; }};
  const Variable mirror_{"MNIST_MIRROR", server_.url("/mnist")};
};

TEST_F(ImageSetTest, LoadsAnyIdxImages) {
  const std::string images = idx_file({7, 5, 3}), labels = idx_file({7});
  const std::string path = write_file(folder_ / "train-images.idx3-ubyte.gz", pack(images));
  for (const char* dataset : {"auto", "mnist"}) {
    const ImageSet set = load(dataset, folder_.path());
    EXPECT_EQ(set.images.sizes(), (std::vector<std::int64_t>{7, 5, 3}));
    EXPECT_EQ(set.images.scalar_type(), at::kByte);
    EXPECT_EQ(std::string(static_cast<const char*>(set.images.data_ptr()), 105), images.substr(16));
    EXPECT_FALSE(set.labels.defined());
    EXPECT_EQ(set.name, "IDX images");
    EXPECT_EQ(set.source, path);
    EXPECT_EQ(set.sha256, sha256_of(images.data(), images.size()));
    EXPECT_EQ(set.notice, "");
  }
  write_file(folder_ / "train-labels-idx1-ubyte", labels);
  const ImageSet set = load("auto", folder_.path());
  ASSERT_TRUE(set.labels.defined());
  const at::Tensor bytes = set.labels.to(at::kByte);
  EXPECT_EQ(std::string(static_cast<const char*>(bytes.data_ptr()), 7), labels.substr(8));
}

TEST_F(ImageSetTest, LabelsThatCannotBeUsedAreLeftOut) {
  write_file(folder_ / "train-images-idx3-ubyte", idx_file({7, 5, 3}));
  for (const std::string& labels : {idx_file({8}), idx_file({7, 5, 3}), std::string("damaged"),
                                    std::string(), pack(idx_file({7})).substr(0, 20)}) {
    write_file(folder_ / "train-labels-idx1-ubyte", labels);
    EXPECT_FALSE(load("auto", folder_.path()).labels.defined());
  }
  fs::remove(folder_ / "train-labels-idx1-ubyte");
  fs::create_directory(folder_ / "train-labels-idx1-ubyte");
  EXPECT_FALSE(load("auto", folder_.path()).labels.defined());
}

TEST_F(ImageSetTest, TheFileItselfCanBeNamed) {
  const std::string path = write_file(folder_ / "own.gz", pack(idx_file({7, 5, 3})));
  const ImageSet set = load("auto", path);
  EXPECT_EQ(set.images.size(0), 7);
  EXPECT_EQ(set.source, path);
  const Variable variable("MNIST_DIR", path);
  EXPECT_EQ(load("auto").source, path);
}

TEST_F(ImageSetTest, ScalesOtherBytesTo255) {
  const auto load_bytes = [&](const std::string& bytes, const char* range = "auto") {
    write_file(folder_ / "train-images-idx3-ubyte", encode_idx_header({1, 2, 2}) + bytes);
    return load("auto", folder_.path(), range);
  };
  const auto pixels = [](const ImageSet& set) {
    return std::string(static_cast<const char*>(set.images.data_ptr()), 4);
  };
  const ImageSet binary = load_bytes(std::string("\0\1\1\0", 4));
  EXPECT_EQ(pixels(binary), std::string("\0\377\377\0", 4));
  EXPECT_EQ(binary.pixels.facts, "pixel range 0 to 1, found");
  // What is trained on counts: a run on the same pictures as bytes can go on with these.
  EXPECT_EQ(binary.sha256, load_bytes(std::string("\0\377\377\0", 4)).sha256);
  EXPECT_EQ(pixels(load_bytes(std::string("\0\17\1\0", 4))), std::string("\0\377\21\0", 4));
  EXPECT_EQ(pixels(load_bytes(std::string("\0\1\1\0", 4), "0,255")), std::string("\0\1\1\0", 4));
  EXPECT_EQ(pixels(load_bytes(std::string("\12\24\12\12", 4), "10,20")),
            std::string("\0\377\0\0", 4));
  EXPECT_NE(load_bytes(std::string("\0\40\1\0", 4)).pixels.warning, "");
  EXPECT_TRUE(has(error_of([&] { load_bytes(std::string("\0\5\1\0", 4)); }),
                  {"train-images-idx3-ubyte", "--pixel-range BLACK,WHITE", "0,5"}));
}

TEST_F(ImageSetTest, ARangeThatIsGivenIsAboutANamedFolder) {
  EXPECT_TRUE(has(error_of([] { load("synthetic", "", "0,255"); }), {"--pixel-range", "--data"}));
}

TEST_F(ImageSetTest, NamedFolderIsNeverReplaced) {
  EXPECT_TRUE(has(load_error("auto", folder_ / "none"), {folder_ / "none"}));
  EXPECT_TRUE(has(load_error("auto", folder_.path()), {"train-images-idx3-ubyte.gz"}));
  const std::string path = write_file(folder_ / "train-images-idx3-ubyte", "damaged");
  EXPECT_TRUE(has(load_error("auto", folder_.path()), {path, "text"}));
  const Variable variable("MNIST_DIR", folder_.path());
  EXPECT_TRUE(has(load_error("auto"), {path, "MNIST_DIR"}));
  EXPECT_TRUE(server_.requests().empty());
}

TEST_F(ImageSetTest, FolderOfTheEnvironmentGivesWayToTheNamedOne) {
  write_file(folder_ / "train-images-idx3-ubyte", idx_file({7, 5, 3}));
  const Variable variable("MNIST_DIR", folder_.path());
  EXPECT_EQ(load("auto").images.size(0), 7);
  const TempFolder other;
  write_file(other / "train-images-idx3-ubyte", idx_file({9, 5, 3}));
  EXPECT_EQ(load("auto", other.path()).images.size(0), 9);
}

TEST_F(ImageSetTest, EmptyFolderOfTheEnvironmentNamesNothing) {
  const Variable variable("MNIST_DIR", folder_.path());
  EXPECT_EQ(named_data(""), "");
  EXPECT_EQ(load("auto").name, "synthetic digits");
  EXPECT_EQ(named_data("given"), "given");
  write_file(folder_ / "train-images-idx3-ubyte", idx_file({7, 5, 3}));
  EXPECT_EQ(named_data(""), folder_.path());
}

TEST_F(ImageSetTest, SyntheticNeedsNothing) {
  const ImageSet set = load("synthetic");
  EXPECT_EQ(set.images.sizes(), (std::vector<std::int64_t>{kSyntheticCount, 28, 28}));
  EXPECT_EQ(set.labels.sizes(), (std::vector<std::int64_t>{kSyntheticCount}));
  EXPECT_EQ(set.labels.max().item<std::int64_t>(), 9);
  EXPECT_EQ(set.name, "synthetic digits");
  EXPECT_EQ(set.source, "built in");
  EXPECT_EQ(set.notice, "");
  EXPECT_TRUE(server_.requests().empty());
  EXPECT_FALSE(fs::exists(cache_ / "gan"));
}

TEST_F(ImageSetTest, OnlyAutoFallsBackAndSaysWhy) {
  EXPECT_TRUE(has(load_error("mnist"), {"train-images-idx3-ubyte.gz", "404", "--data"}));
  const ImageSet set = load("auto");
  EXPECT_EQ(set.name, "synthetic digits");
  EXPECT_TRUE(has(set.notice, {"404", "synthetic digits"}));
  EXPECT_EQ(server_.requests().at(0).path, "/mnist/train-images-idx3-ubyte.gz");
}

TEST_F(ImageSetTest, DownloadWithTheWrongChecksumIsNeverUsed) {
  const std::string forged = pack(idx_file({7, 28, 28}));
  LoopbackServer forger([&](const Request& request) { return file_response(request, forged); });
  const Variable mirror("MNIST_MIRROR", forger.url());
  std::string told;
  EXPECT_TRUE(has(error_of([&] {
                    DataOptions options;
                    options.dataset = "mnist";
                    const auto tell = [&](const std::string& file, std::int64_t, std::int64_t) {
                      told = file;
                    };
                    load_training_images(options, {tell, {}});
                  }),
                  {"wrong SHA-256", cache_ / "gan/mnist/train-images-idx3-ubyte.gz"}));
  EXPECT_EQ(told, "train-images-idx3-ubyte.gz");
  EXPECT_EQ(load("auto").name, "synthetic digits");
  EXPECT_TRUE(fs::is_empty(cache_ / "gan/mnist"));
}

TEST_F(ImageSetTest, DamagedCacheIsNeverUsed) {
  fs::create_directories(cache_ / "gan/mnist");
  const std::string path =
      write_file(cache_ / "gan/mnist/train-images-idx3-ubyte.gz", pack(idx_file({7, 28, 28})));
  EXPECT_TRUE(has(load_error("mnist"), {"404", "the cached " + path + " is damaged"}));
  EXPECT_TRUE(has(load("auto").notice, {path, "damaged"}));
}

TEST_F(ImageSetTest, UnwritableCacheFallsBackToo) {
  const Variable cache("XDG_CACHE_HOME", write_file(folder_ / "file", "x"));
  EXPECT_TRUE(has(load_error("mnist"), {"creating the cache folder"}));
  EXPECT_TRUE(has(load("auto").notice, {"creating the cache folder"}));
}

TEST_F(ImageSetTest, WrongUse) {
  try {
    load("cifar");
    FAIL() << "no error";
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), Error::Code::usage);
    EXPECT_TRUE(has(error.what(), {"--dataset", "auto, mnist or synthetic", "'cifar'"}));
  }
  EXPECT_TRUE(has(load_error("synthetic", folder_.path()), {"--dataset synthetic", "--data"}));
}

}  // namespace
}  // namespace gan::test
