#include "gan/data/pictures/picture_set.h"

#include <filesystem>

#include <ATen/Functions.h>
#include <gtest/gtest.h>

#include "data/pictures/picture_sets.h"
#include "gan/base/sha256.h"
#include "gan/data/formats/idx.h"
#include "gan/data/sources/labelled_images.h"

namespace gan::test {
namespace {

namespace fs = std::filesystem;

class PictureSet : public testing::Test {
 protected:
  PictureSet() { options_.data = folder_.path(); }

  void write(const std::vector<std::pair<std::string, std::string>>& files) const {
    write_files(folder_.path(), files);
  }
  // Two classes of 4 by 3 pictures, the level of each is its name.
  void write_classes() const {
    write({{"b/10.png", plain_png(4, 3, 10)},
           {"a/20.png", plain_png(4, 3, 20)},
           {"b/30.png", plain_png(4, 3, 30)},
           {"a/40.png", plain_png(4, 3, 40)}});
  }
  ImageSet load() {
    decoded_ = 0;
    return load_training_images(options_,
                                {{}, [&](std::int64_t done, std::int64_t) { decoded_ = done; }});
  }
  std::string error() {
    return error_of([&] { load(); });
  }
  static std::vector<std::int64_t> levels(const ImageSet& set) {
    const at::Tensor first = set.images.flatten(1).select(1, 0).to(at::kLong);
    return {first.data_ptr<std::int64_t>(), first.data_ptr<std::int64_t>() + first.numel()};
  }
  // The files of the cache with that ending.
  std::vector<std::string> cached(const std::string& ending) const {
    std::vector<std::string> found;
    if (!fs::exists(image_cache_folder())) return found;
    for (const auto& entry : fs::directory_iterator(image_cache_folder()))
      if (entry.path().extension() == ending) found.push_back(entry.path().string());
    return found;
  }

  const TempFolder folder_, home_;
  const Variable cache_{"XDG_CACHE_HOME", home_.path()};
  DataOptions options_;
  std::int64_t decoded_ = 0;
};

using Levels = std::vector<std::int64_t>;

TEST_F(PictureSet, HasPicturesClassesAndAFingerprint) {
  write_classes();
  write({{".hidden.png", ""}, {"notes.txt", ""}});
  const ImageSet set = load();
  EXPECT_EQ(set.images.sizes(), (std::vector<std::int64_t>{4, 4, 3}));
  EXPECT_EQ(levels(set), (Levels{20, 40, 10, 30}));
  EXPECT_TRUE(at::equal(set.labels, at::tensor({0, 0, 1, 1}, at::kLong)));
  EXPECT_EQ(set.classes, (std::vector<std::string>{"a", "b"}));
  EXPECT_EQ(set.name, "pictures");
  EXPECT_EQ(set.source, folder_.path());
  EXPECT_EQ(set.facts,
            "2 classes by class folders, 1 hidden file, 1 other file (.txt) passed over");
  EXPECT_EQ(set.notice, "");
  const std::string idx =
      encode_idx(set.images.sizes().vec(), set.images.contiguous().const_data_ptr<std::uint8_t>());
  EXPECT_EQ(set.sha256, sha256_of(idx.data(), idx.size()));
}

TEST_F(PictureSet, IsDecodedOnce) {
  write_classes();
  const ImageSet first = load();
  EXPECT_EQ(decoded_, 4);
  EXPECT_EQ(cached(".idx"),
            std::vector<std::string>{image_cache_folder() + "/" + first.sha256 + ".idx"});
  const ImageSet again = load();
  EXPECT_EQ(decoded_, 0);
  EXPECT_TRUE(at::equal(again.images, first.images));
  EXPECT_EQ(again.sha256, first.sha256);
  EXPECT_EQ(again.facts, first.facts);
  // The labels are not kept: they are found again.
  fs::rename(folder_ / "b", folder_ / "c");
  const ImageSet renamed = load();
  EXPECT_EQ(renamed.classes, (std::vector<std::string>{"a", "c"}));
  EXPECT_EQ(renamed.sha256, first.sha256);
}

TEST_F(PictureSet, IsKnownByAnyNameOfItsFolder) {
  write_classes();
  load();
  const std::string folder = options_.data;
  for (const std::string& name :
       {fs::relative(folder).string(), folder + "/../" + fs::path(folder).filename().string()}) {
    options_.data = name;
    load();
    EXPECT_EQ(decoded_, 0) << name;
  }
}

TEST_F(PictureSet, ChangedPicturesAndOptionsAreDecodedAgain) {
  write_classes();
  load();
  write({{"a/20.png", plain_png(4, 3, 25)}});
  EXPECT_EQ(levels(load()), (Levels{25, 40, 10, 30}));
  EXPECT_EQ(decoded_, 4);
  write({{"a/50.png", plain_png(4, 3, 50)}});
  EXPECT_EQ(load().images.size(0), 5);
  options_.size = "2";
  EXPECT_EQ(load().images.sizes(), (std::vector<std::int64_t>{5, 2, 2}));
  options_.size = "3x2";
  options_.fit = Fit::pad;
  options_.background = 255;
  const ImageSet padded = load();
  EXPECT_EQ(decoded_, 5);
  EXPECT_EQ(padded.facts, "2 classes by class folders, 5 scaled to 3 by 2 (pad)");
  options_.channels = 3;
  EXPECT_EQ(load().images.sizes(), (std::vector<std::int64_t>{5, 3, 3, 2}));
}

TEST_F(PictureSet, ADamagedCacheIsMadeAgain) {
  write_classes();
  const ImageSet first = load();
  const std::string images = cached(".idx").at(0), entry = cached(".json").at(0);
  for (const auto& [path, bytes] :
       {std::make_pair(images, std::string("damaged")), std::make_pair(entry, std::string("{}")),
        std::make_pair(entry, std::string("{"))}) {
    write_file(path, bytes);
    const ImageSet again = load();
    EXPECT_TRUE(has(again.notice, {path, "decoded again"}));
    EXPECT_EQ(again.sha256, first.sha256);
    EXPECT_EQ(load().notice, "");
  }
  fs::remove(images);
  EXPECT_TRUE(has(load().notice, {images, "decoded again"}));
}

TEST_F(PictureSet, WithoutACacheImagesAreInMemory) {
  write_classes();
  options_.no_cache = true;
  const ImageSet set = load();
  EXPECT_EQ(levels(set), (Levels{20, 40, 10, 30}));
  EXPECT_EQ(set.notice, "");
  EXPECT_TRUE(fs::is_empty(home_.path()));
  options_.no_cache = false;
  const Variable nowhere("XDG_CACHE_HOME", "/proc/none");
  const ImageSet kept = load();
  EXPECT_EQ(levels(kept), (Levels{20, 40, 10, 30}));
  EXPECT_TRUE(has(kept.notice, {"/proc/none", "the next start decodes"}));
}

TEST_F(PictureSet, ColourCountsWhereOnePictureHasIt) {
  write({{"a.png", plain_png(2, 2, 9)}, {"b.png", plain_png(2, 2, 7, 3)}});
  EXPECT_EQ(load().images.sizes(), (std::vector<std::int64_t>{2, 3, 2, 2}));
  options_.channels = 1;
  EXPECT_EQ(levels(load()), (Levels{9, 7}));
}

TEST_F(PictureSet, SeveralSizesAreRefusedWithTheirCounts) {
  write({{"a.png", plain_png(2, 2, 0)},
         {"b.png", plain_png(2, 2, 0)},
         {"c.png", plain_png(5, 4, 0)},
         {"d.png", plain_png(6, 4, 0)},
         {"e.png", plain_png(7, 4, 0)}});
  EXPECT_TRUE(has(error(), {folder_.path(), "4 sizes", "2 by 2 (2)", "5 by 4 (1)", "and 1 others",
                            "--size 64", "--fit"}));
  options_.size = "4";
  EXPECT_EQ(load().images.sizes(), (std::vector<std::int64_t>{5, 4, 4}));
}

TEST_F(PictureSet, DamagedPicturesAreNamedOrLeftOut) {
  write_classes();
  const std::string whole = plain_png(4, 3, 99);
  write({{"a/30.png", whole.substr(0, whole.size() - 20)}, {"b/11.png", "no picture"}});
  EXPECT_TRUE(has(error(), {folder_.path(), "2 of 6", "a/30.png", "b/11.png", "--skip-damaged 2"}));
  options_.skip_damaged = 1;
  EXPECT_TRUE(has(error(), {"at most 1", "2 of 6"}));
  options_.skip_damaged = 2;
  for (int start = 0; start < 2; ++start) {
    const ImageSet set = load();
    EXPECT_EQ(levels(set), (Levels{20, 40, 10, 30}));
    EXPECT_TRUE(at::equal(set.labels, at::tensor({0, 0, 1, 1}, at::kLong)));
    EXPECT_TRUE(has(set.facts, {"2 damaged ones left out"}));
  }
  options_.skip_damaged = 0;
  EXPECT_TRUE(has(error(), {"2 of 6"}));
}

TEST_F(PictureSet, AllDamagedIsAnErrorInAnyCase) {
  write({{"a.png", "x"}, {"b.png", "y"}});
  options_.skip_damaged = 5;
  EXPECT_TRUE(has(error(), {"expected pictures that can be decoded", "2 of 2"}));
}

TEST_F(PictureSet, AnArchiveGivesTheSameImages) {
  write_classes();
  const ImageSet folder = load();
  const TempFolder other;
  options_.data = write_zip(other / "set.zip", {{"set/", ""},
                                                {"set/b/10.png", plain_png(4, 3, 10)},
                                                {"set/a/20.png", plain_png(4, 3, 20)},
                                                {"set/b/30.png", plain_png(4, 3, 30)},
                                                {"set/a/40.png", plain_png(4, 3, 40)}});
  const ImageSet zip = load();
  EXPECT_EQ(zip.sha256, folder.sha256);
  EXPECT_EQ(zip.classes, folder.classes);
}

TEST_F(PictureSet, TestPicturesAreThoseOfTheSplit) {
  write_classes();
  ImageSet set = load();
  EXPECT_EQ(find_test_images(set, options_, {}), std::nullopt);
  EXPECT_TRUE(has(error_of([&] { load_test_images(set, options_, {}); }), {"train and test"}));
  for (const char* name : {"a", "b"}) {
    fs::create_directories(folder_ / "train");
    fs::rename(folder_ / name, folder_ / (std::string("train/") + name));
  }
  write({{"test/a/1.png", plain_png(4, 3, 1)}, {"test/b/2.png", plain_png(4, 3, 2)}});
  set = load();
  EXPECT_EQ(levels(set), (Levels{20, 40, 10, 30}));
  const std::optional<ImageSet> test = find_test_images(set, options_, {});
  ASSERT_TRUE(test);
  EXPECT_EQ(levels(*test), (Levels{1, 2}));
  fs::rename(folder_ / "test/b", folder_ / "test/c");
  EXPECT_TRUE(has(error_of([&] { find_test_images(set, options_, {}); }), {"the classes"}));
}

TEST_F(PictureSet, OptionsOfArraysAreRefused) {
  write_classes();
  options_.pixel_range = "0,1";
  EXPECT_TRUE(has(error(), {"--pixel-range", "pictures"}));
}

TEST_F(PictureSet, UnlabelledPicturesCannotBeEvaluated) {
  write({{"a.png", plain_png(2, 2, 9)}, {"b.png", plain_png(2, 2, 7)}});
  ImageSet set = load();
  EXPECT_FALSE(set.labels.defined());
  EXPECT_TRUE(
      has(error_of([&] { require_labels(set, {}); }), {folder_.path(), "a folder for each class"}));
}

TEST_F(PictureSet, AStopLeavesNothing) {
  write_classes();
  struct StopHere {};
  EXPECT_THROW(
      load_training_images(options_, {{}, [](std::int64_t, std::int64_t) { throw StopHere(); }}),
      StopHere);
  EXPECT_TRUE(cached(".idx").empty());
  EXPECT_TRUE(cached(".json").empty());
  EXPECT_TRUE(cached(".part").empty());
}

}  // namespace
}  // namespace gan::test
