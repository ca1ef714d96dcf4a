#include "gan/data/pictures/decode_pictures.h"

#include <algorithm>
#include <atomic>
#include <map>
#include <mutex>
#include <utility>

#include <ATen/Functions.h>

#include "gan/base/error.h"
#include "gan/base/text.h"
#include "gan/data/formats/picture.h"
#include "gan/data/pictures/picture_fit.h"
#include "gan/device/portions.h"

namespace gan {
namespace {

constexpr const char* kDecoding = "decoding pictures";
constexpr std::int64_t kPicturesAtOnce = 16;
constexpr std::size_t kNamed = 3;  // sizes and damaged pictures in an error

// Works through the pictures in two passes: what they are, then their pixels.
class Decoder {
 public:
  Decoder(const PictureFiles& files, const DataOptions& options, const OnDecode& on_decode)
      : files_(files),
        options_(options),
        on_decode_(on_decode),
        count_(static_cast<std::int64_t>(files.pictures().size())),
        facts_(files.pictures().size()) {}

  DecodedPictures decode(const MakeImageFile& make_file) {
    DecodedPictures decoded;
    for_each([&](std::size_t index) {
      read_undamaged(index, [&](const std::string& bytes, const std::string& name) {
        facts_[index] = read_picture_facts(bytes, name);
      });
    });
    // All that are damaged are told at once, after the second pass.
    check_damaged(files_, sorted(), count_);
    const ImageShape shape = common_shape();
    const std::unique_ptr<ImageFile> file = make_file(count_, shape);
    for_each([&](std::size_t index) {
      at::Tensor image;
      read_undamaged(index, [&](const std::string& bytes, const std::string& name) {
        image = fitted(bytes, name, shape);
      });
      if (!image.defined()) return;
      file->write(static_cast<std::int64_t>(index), image.const_data_ptr<std::uint8_t>());
      transparent_ += facts_[index].transparent ? 1 : 0;
      scaled_ += facts_[index].height != shape.height || facts_[index].width != shape.width ? 1 : 0;
    });
    decoded.damaged = sorted();
    check_damaged(files_, decoded.damaged, options_.skip_damaged);
    std::vector<std::int64_t> dropped;
    for (const DamagedPicture& one : decoded.damaged) dropped.push_back(one.index);
    file->drop(dropped);
    decoded.shape = shape;
    decoded.transparent = transparent_;
    decoded.scaled = scaled_;
    decoded.mapped = file->finish();
    return decoded;
  }

 private:
  template <class Work>
  void for_each(const Work& work) {
    const auto report = [&] {
      if (on_decode_) on_decode_(done_ / 2, count_);
    };
    in_portions(count_, kPicturesAtOnce, report, [&](std::int64_t begin, std::int64_t end) {
      for (std::int64_t index = begin; index < end; ++index, ++done_)
        work(static_cast<std::size_t>(index));
    });
    report();
  }

  // Calls use(bytes, name), unless the picture is known to be damaged. Notes if it is.
  template <class Use>
  void read_undamaged(std::size_t index, const Use& use) {
    {
      const std::lock_guard<std::mutex> lock(mutex_);
      if (damaged_.count(index) > 0) return;
    }
    try {
      use(files_.read(index), files_.name_of(files_.pictures()[index].name));
    } catch (const Error& error) {
      const std::lock_guard<std::mutex> lock(mutex_);
      damaged_[index] = error.what();
    }
  }

  std::vector<DamagedPicture> sorted() const {
    std::vector<DamagedPicture> all;
    for (const auto& [index, why] : damaged_)
      all.push_back({static_cast<std::int64_t>(index), why});
    return all;
  }

  ImageShape common_shape() const {
    std::map<std::pair<std::int64_t, std::int64_t>, std::int64_t> sizes;
    bool colour = false;
    for (const PictureFacts& facts : facts_) {
      if (facts.height == 0) continue;
      ++sizes[{facts.height, facts.width}];
      colour = colour || facts.colour;
    }
    ImageShape shape = options_.asked_size().value_or(ImageShape{0, 0});
    shape.channels = options_.channels != 0 ? options_.channels : colour ? 3 : 1;
    if (shape.height > 0) return shape;
    if (sizes.size() > 1) throw several_sizes({sizes.begin(), sizes.end()});
    shape.height = sizes.begin()->first.first;
    shape.width = sizes.begin()->first.second;
    return shape;
  }

  using CountedSize = std::pair<std::pair<std::int64_t, std::int64_t>, std::int64_t>;
  Error several_sizes(std::vector<CountedSize> sizes) const {
    std::stable_sort(sizes.begin(), sizes.end(),
                     [](const auto& a, const auto& b) { return a.second > b.second; });
    std::vector<std::string> texts;
    for (const auto& [size, count] : sizes) {
      if (texts.size() < kNamed)
        texts.push_back(size_text({size.first, size.second}) + " (" + count_text(count) + ")");
    }
    if (sizes.size() > kNamed)
      texts.push_back("and " + std::to_string(sizes.size() - kNamed) + " others");
    return Error::usage(kDecoding)
        .at(files_.path())
        .expected("pictures of one size, or --size")
        .found(std::to_string(sizes.size()) + " sizes: " + joined(texts, ", "))
        .hint("--size 64 scales them to 64 by 64; --fit says how");
  }

  // uint8 [1, channels, height, width]
  at::Tensor fitted(const std::string& bytes, const std::string& name, const ImageShape& to) const {
    const auto background = static_cast<std::uint8_t>(options_.background);
    Image picture = decode_picture(bytes, name, to.channels, background);
    const at::Tensor pixels = at::from_blob(
        picture.pixels.data(), {1, picture.height, picture.width, picture.channels}, at::kByte);
    const at::Tensor image = fit_images(pixels.permute({0, 3, 1, 2}), to, options_.fit, background);
    return image.is_alias_of(pixels) ? image.clone() : image;
  }

  const PictureFiles& files_;
  const DataOptions& options_;
  const OnDecode& on_decode_;
  std::int64_t count_;
  std::vector<PictureFacts> facts_;  // height 0: damaged
  std::map<std::size_t, std::string> damaged_;
  std::mutex mutex_;
  std::atomic<std::int64_t> done_{0}, transparent_{0}, scaled_{0};  // done_: over both passes
};

}  // namespace

DecodedPictures decode_pictures(const PictureFiles& files, const DataOptions& options,
                                const OnDecode& on_decode, const MakeImageFile& make_file) {
  return Decoder(files, options, on_decode).decode(make_file);
}

void check_damaged(const PictureFiles& files, const std::vector<DamagedPicture>& damaged,
                   std::int64_t most) {
  const std::size_t all = files.pictures().size(), found = damaged.size();
  if (static_cast<std::int64_t>(found) <= most && found < all) return;
  std::vector<std::string> texts;
  for (std::size_t i = 0; i < std::min(kNamed, found); ++i) texts.push_back(damaged[i].why);
  if (found > kNamed) texts.push_back("and " + std::to_string(found - kNamed) + " others");
  Error wrong = Error(kDecoding).at(files.path());
  wrong.expected(most == 0 || found == all
                     ? "pictures that can be decoded"
                     : "at most " + std::to_string(most) + " that cannot be decoded");
  wrong.found(std::to_string(found) + " of " + count_text(static_cast<std::int64_t>(all)) +
              " that cannot: " + joined(texts, "; "));
  if (found < all)
    wrong.hint("remove them, or leave them out by --skip-damaged " + std::to_string(found));
  throw wrong;
}

}  // namespace gan
