#include "gan/data/options.h"

namespace gan {

std::vector<Field> DataOptions::fields() {
  return {
      Field("dataset", dataset, "auto falls back to synthetic digits where MNIST cannot be had")
          .one_of({"auto", "mnist", "synthetic"})
          .may_change(),
      Field(
          "data", data,
          "folder with the IDX files, or the images' file; else $MNIST_DIR, the cache, a download")
          .path("PATH")
          .may_change(),
      Field(pixel_range_name, pixel_range, "the images' black and white, where it is not found")
          .placeholder("auto|BLACK,WHITE")
          .may_change(),
  };
}

AskedPixelRange DataOptions::asked_pixel_range() const {
  return parse_pixel_range(pixel_range, flag_of(pixel_range_name));
}

}  // namespace gan
