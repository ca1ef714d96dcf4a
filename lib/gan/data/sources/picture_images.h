// Images from a folder or a zip archive of pictures.
#pragma once

#include "gan/data/sources/source.h"

namespace gan {

// See picture_files.h, picture_labels.h and picture_set.h. Where the folders of the set are train
// and test, the pictures of test are the test images.
const ImageSource& picture_images();

}  // namespace gan
