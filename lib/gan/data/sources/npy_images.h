// Images from NumPy files.
#pragma once

#include "gan/data/sources/source.h"

namespace gan {

// [count, height, width], [count, channels, height, width] or [count, height, width, channels] with
// 1 or 3 channels. Labels are whole numbers from 0 in a file beside it, whose name has labels
// instead of images, or y instead of x; test images have test instead of train in theirs:
// images.npy and labels.npy, x_train.npy, y_train.npy, x_test.npy and y_test.npy, cats_images.npy
// ...
const ImageSource& npy_images();

}  // namespace gan
