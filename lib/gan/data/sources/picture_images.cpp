#include "gan/data/sources/picture_images.h"

#include <filesystem>
#include <memory>

#include "gan/base/error.h"
#include "gan/data/pictures/picture_files.h"
#include "gan/data/pictures/picture_labels.h"
#include "gan/data/pictures/picture_set.h"

namespace gan {
namespace {

bool are_pictures_at(const std::string& /*place*/) {
  return true;
}

ImageSet load_picture_set(const PictureFiles& files, const DataOptions& options,
                          const LoadProgress& progress) {
  const auto refuse = [](const std::string& flag, const std::string& found) {
    throw Error::usage("choosing the images")
        .at(flag)
        .expected("IDX or .npy files with it")
        .found(found)
        .hint("leave it out");
  };
  const AskedPixelRange asked = options.asked_pixel_range();
  if (asked.given) refuse(asked.flag, "pictures, whose pixels have 0 to 255");
  if (options.transpose) refuse("--transpose", "pictures");
  return load_pictures(files, options, progress.on_decode);
}

ImageSet load_training_pictures(const std::string& place, const DataOptions& options,
                                const LoadProgress& progress) {
  return load_picture_set(*open_pictures(place), options, progress);
}

void add_picture_labels(ImageSet& training) {
  throw Error("reading labels")
      .at(training.source)
      .expected("a folder for each class, dataset.json or metadata.jsonl with labels")
      .found(find_picture_labels(*open_pictures(training.source)).missing)
      .hint("put the pictures of each class in a folder of its own");
}

bool has_test_pictures(const ImageSet& training) {
  return open_pictures(training.source, Split::test) != nullptr;
}

ImageSet load_test_pictures(const ImageSet& training, const DataOptions& options,
                            const LoadProgress& progress) {
  const std::unique_ptr<PictureFiles> files = open_pictures(training.source, Split::test);
  if (!files)
    throw Error("looking for test images")
        .at(training.source)
        .expected("pictures in folders named train and test")
        .found("a set that is not split");
  DataOptions pictures = options;
  pictures.pixel_range = "auto";
  ImageSet set = load_picture_set(*files, pictures, progress);
  if (set.classes != training.classes)
    throw Error("looking for test images")
        .at(training.source)
        .expected("the classes of the training images")
        .found("others");
  return set;
}

}  // namespace

const ImageSource& picture_images() {
  static const ImageSource source = {are_pictures_at, load_training_pictures, add_picture_labels,
                                     has_test_pictures, load_test_pictures};
  return source;
}

}  // namespace gan
