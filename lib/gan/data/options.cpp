#include "gan/data/options.h"

namespace gan {

std::vector<Field> DataOptions::fields() {
  return {
      Field("data", data,
            "folder or .zip of pictures, or IDX, .npy or CIFAR files; without it: " + without_data)
          .path("PATH")
          .may_change(),
      Field("size", size, "size of the images; without it: their own")
          .placeholder("N|HEIGHTxWIDTH")
          .may_change(),
      Field::choice("fit", fit, {{"crop", Fit::crop}, {"pad", Fit::pad}, {"stretch", Fit::stretch}},
                    "how pictures of another shape get that size")
          .may_change(),
      Field::choice<std::int64_t>("channels", channels, {{"auto", 0}, {"1", 1}, {"3", 3}},
                                  "1: grey, 3: colour, auto: as the pictures")
          .may_change(),
      Field::choice<std::int64_t>("background", background,
                                  {{"black", 0}, {"grey", 128}, {"white", 255}},
                                  "behind transparent pixels, and around padded pictures")
          .may_change()
          .advanced(),
      Field("skip_damaged", skip_damaged, "leave out up to N pictures that cannot be decoded")
          .at_least(0)
          .may_change()
          .advanced(),
      Field("no_cache", no_cache, "decode the pictures anew, and keep no file of them")
          .for_this_call()
          .advanced(),
      Field("transpose", transpose, "exchange rows and columns, as EMNIST's files need")
          .may_change()
          .advanced(),
      Field(pixel_range_name, pixel_range, "values of black and white in IDX and .npy files")
          .placeholder("auto|BLACK,WHITE")
          .may_change()
          .advanced(),
      Field("dataset", dataset, "auto: MNIST, or synthetic digits if it cannot be downloaded")
          .one_of({"auto", "mnist", "synthetic"})
          .may_change()
          .advanced(),
  };
}

Field DataOptions::flip_field() {
  return Field("flip", flip, "mirror half of the training images, at random");
}

AskedPixelRange DataOptions::asked_pixel_range() const {
  return parse_pixel_range(pixel_range, flag_of(pixel_range_name));
}

std::optional<ImageShape> DataOptions::asked_size() const {
  if (size.empty()) return std::nullopt;
  return parse_size(size, "--size");
}

}  // namespace gan
