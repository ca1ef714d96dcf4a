// Which images to train on, and how pictures are made alike.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "gan/base/field.h"
#include "gan/base/image.h"
#include "gan/data/pixel_range.h"

namespace gan {

// How a picture of another shape gets the size that is asked for: its middle is cropped, a border
// is added, or it is stretched. Then it is scaled.
enum class Fit { crop, pad, stretch };

struct DataOptions {
  // auto: MNIST, or the built-in synthetic digits if it is not available; mnist: only MNIST.
  std::string dataset = "auto";
  // A folder, archive or file of images: see load_training_images(). Empty: $MNIST_DIR unless that
  // is empty, then the cache, then a download.
  std::string data;
  // The bytes that are black and white, as parse_pixel_range() reads them.
  std::string pixel_range = "auto";
  // The name of its field; another one if the samples have a pixel range, too.
  std::string pixel_range_name = "pixel_range";
  // What help says is taken without `data`.
  std::string without_data = "MNIST";

  std::string size;               // "64" or "48x64", height first; empty: the images' own
  Fit fit = Fit::crop;            // for images of another size
  std::int64_t channels = 0;      // 1: grey, 3: colour; 0: colour if any picture may hold colours
  std::int64_t background = 0;    // grey level behind transparent pixels and around padded pictures
  bool transpose = false;         // exchange rows and columns, which EMNIST's files need
  std::int64_t skip_damaged = 0;  // at most so many pictures that cannot be decoded are left out
  bool no_cache = false;          // decode pictures anew, and keep no file of them (image_cache.h)
  bool flip = false;              // augmentation: mirror half of the drawn images left to right

  std::vector<Field> fields();
  Field flip_field();
  // Throws Error (usage) for a wrong text.
  AskedPixelRange asked_pixel_range() const;
  // Height and width; nothing if the images keep their own.
  std::optional<ImageShape> asked_size() const;
};

}  // namespace gan
