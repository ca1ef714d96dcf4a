#include "gan/data/options.h"

namespace gan {

std::vector<Field> DataOptions::fields() {
  return {
      Field("dataset", dataset, "auto: MNIST, or synthetic digits if it cannot be downloaded")
          .one_of({"auto", "mnist", "synthetic"})
          .may_change()
          .advanced(),
      Field("data", data,
            "folder with IDX files, or one image file; without it: MNIST (downloaded once)")
          .path("PATH")
          .may_change(),
      Field(pixel_range_name, pixel_range, "values of black and white in the image files")
          .placeholder("auto|BLACK,WHITE")
          .may_change()
          .advanced(),
  };
}

AskedPixelRange DataOptions::asked_pixel_range() const {
  return parse_pixel_range(pixel_range, flag_of(pixel_range_name));
}

}  // namespace gan
