#include "gan/data/pictures/picture_set.h"

#include <chrono>
#include <filesystem>
#include <memory>
#include <optional>
#include <system_error>
#include <utility>
#include <vector>

#include <ATen/Functions.h>

#include "gan/base/error.h"
#include "gan/base/sha256.h"
#include "gan/base/text.h"
#include "gan/data/cache/cache_folder.h"
#include "gan/data/pictures/cache_entry.h"
#include "gan/data/pictures/decode_pictures.h"
#include "gan/data/pictures/picture_labels.h"

namespace gan {
namespace {

constexpr const char* kKeepingPictures = "keeping decoded pictures";
const std::string kAgain = "; the next start decodes the pictures again";
// Another process may have many pictures to decode.
constexpr std::chrono::hours kDecodingPatience{24};

void make_folder(const std::string& path) {
  std::error_code why;
  std::filesystem::create_directories(path, why);
  if (why) throw Error(kKeepingPictures).at(path).found(why.message());
}

// Hashes all that decides what the images are.
std::string key_of(const PictureFiles& files, DataOptions options) {
  Sha256 sum;
  // With the zero byte at its end, so that "ab", "c" is not "a", "bc".
  const auto add = [&](const std::string& text) { sum.update(text.c_str(), text.size() + 1); };
  add("1");  // to be raised when the same pictures give other images
  for (const Field& field : options.fields())
    for (const char* name : {"size", "fit", "channels", "background"})
      if (field.name() == name) add(field.text());
  std::error_code unknown;
  const auto whole = std::filesystem::weakly_canonical(files.path(), unknown);
  add(unknown ? files.path() : whole.string());
  for (const PictureFile& file : files.pictures()) {
    add(file.name);
    add(std::to_string(file.bytes));
    add(file.stamp);
  }
  return sum.hex();
}

DecodedPictures decode_in_memory(const PictureFiles& files, const DataOptions& options,
                                 const OnDecode& on_decode) {
  return decode_pictures(files, options, on_decode,
                         [](std::int64_t count, const ImageShape& image) {
                           return std::make_unique<ImageFile>(count, image);
                         });
}

struct Kept {
  DecodedPictures decoded;
  std::string notice;
};

// The entry of the cache; nothing, with a notice, if it is damaged.
std::optional<DecodedPictures> find_entry(const std::string& path, std::string& notice) {
  try {
    return read_cache_entry(path);
  } catch (const Error& error) {
    notice = std::string(error.what()) + "; the pictures were decoded again";
    return std::nullopt;
  }
}

// Decodes into the cache while `entry` keeps other processes from doing the same.
void decode_into(const std::string& folder, const std::string& key, PartFile& entry,
                 const PictureFiles& files, const DataOptions& options, const OnDecode& on_decode,
                 Kept& kept) {
  std::string reason;
  kept.decoded =
      decode_pictures(files, options, on_decode, [&](std::int64_t count, const ImageShape& image) {
        try {
          auto file = std::make_unique<ImageFile>(folder, key, count, image);
          file->reserve();
          return file;
        } catch (const Error& error) {
          reason = error.what();
          return std::make_unique<ImageFile>(count, image);
        }
      });
  try {
    if (reason.empty()) write_cache_entry(entry, kept.decoded);
  } catch (const Error& error) {
    reason = error.what();
  }
  if (!reason.empty()) kept.notice = reason + kAgain;
}

// From the cache, else decoded into it.
Kept kept_pictures(const PictureFiles& files, const DataOptions& options,
                   const OnDecode& on_decode) {
  Kept kept;
  const std::string folder = image_cache_folder(), key = key_of(files, options);
  const std::string path = cache_entry_path(folder, key);
  std::optional<DecodedPictures> cached = find_entry(path, kept.notice);
  std::optional<PartFile> entry;
  if (!cached) {
    try {
      make_folder(folder);
      bool waited = false;
      entry.emplace(
          path, kDecodingPatience,
          [&](std::int64_t) {
            waited = true;
            if (on_decode) on_decode(0, static_cast<std::int64_t>(files.pictures().size()));
          },
          kKeepingPictures);
      if (waited) cached = find_entry(path, kept.notice);
    } catch (const Error& error) {
      kept.notice = error.what() + kAgain;
    }
  }
  if (cached) {
    check_damaged(files, cached->damaged, options.skip_damaged);
    kept.decoded = std::move(*cached);
  } else if (entry) {
    decode_into(folder, key, *entry, files, options, on_decode, kept);
  } else {
    kept.decoded = decode_in_memory(files, options, on_decode);
  }
  return kept;
}

// The labels of the pictures that were decoded.
at::Tensor kept_labels(const std::vector<std::int64_t>& labels,
                       const std::vector<DamagedPicture>& damaged) {
  std::vector<std::int64_t> kept;
  auto next = damaged.begin();
  for (std::size_t i = 0; i < labels.size(); ++i) {
    if (next != damaged.end() && next->index == static_cast<std::int64_t>(i))
      ++next;
    else
      kept.push_back(labels[i]);
  }
  return at::tensor(kept, at::kLong);
}

std::string counted(std::int64_t count, const std::string& one, const std::string& many) {
  return count_text(count) + " " + (count == 1 ? one : many);
}

std::string facts_of(const PictureFiles& files, const PictureLabels& labels,
                     const DecodedPictures& decoded, DataOptions options) {
  std::vector<std::string> facts;
  const auto text_of_option = [&](const std::string& name) {
    for (const Field& field : options.fields())
      if (field.name() == name) return field.text();
    return std::string();
  };
  if (!labels.classes.empty())
    facts.push_back(counted(static_cast<std::int64_t>(labels.classes.size()), "class", "classes") +
                    " by " + labels.source);
  if (!labels.empty_folders.empty())
    facts.push_back("no pictures in " + joined(labels.empty_folders, ", "));
  if (labels.without_picture > 0)
    facts.push_back(counted(labels.without_picture, "label", "labels") + " without a picture");
  if (decoded.scaled > 0)
    facts.push_back(count_text(decoded.scaled) + " scaled to " + size_text(decoded.shape) + " (" +
                    text_of_option("fit") + ")");
  if (decoded.transparent > 0)
    facts.push_back(count_text(decoded.transparent) + " with an alpha channel laid on " +
                    text_of_option("background"));
  if (!decoded.damaged.empty())
    facts.push_back(
        counted(static_cast<std::int64_t>(decoded.damaged.size()), "damaged one", "damaged ones") +
        " left out");
  const std::string passed_over = passed_over_text(files);
  if (!passed_over.empty()) facts.push_back(passed_over + " passed over");
  return joined(facts, ", ");
}

}  // namespace

std::string image_cache_folder() {
  return (std::filesystem::path(cache_folder()) / "images").string();
}

ImageSet load_pictures(const PictureFiles& files, const DataOptions& options,
                       const OnDecode& on_decode) {
  // First, as they are found in no time.
  const PictureLabels labels = find_picture_labels(files);
  Kept kept;
  if (options.no_cache)
    kept.decoded = decode_in_memory(files, options, on_decode);
  else
    kept = kept_pictures(files, options, on_decode);
  const DecodedPictures& decoded = kept.decoded;
  ImageSet set;
  set.images = decoded.mapped.images;
  if (!labels.labels.empty()) set.labels = kept_labels(labels.labels, decoded.damaged);
  set.classes = labels.classes;
  set.name = "pictures";
  set.source = files.path();
  set.sha256 = decoded.mapped.sha256;
  set.notice = kept.notice;
  set.facts = facts_of(files, labels, decoded, options);
  return set;
}

}  // namespace gan
