// CIFAR-10 and CIFAR-100, binary version (Krizhevsky 2009): records of one label byte (CIFAR-100:
// coarse and fine) and 3072 of a 32 by 32 picture, first all red, then green, then blue ones.
// Format: https://www.cs.toronto.edu/~kriz/cifar.html, "Binary version".
#pragma once

#include "gan/data/sources/source.h"

namespace gan {

// A folder with data_batch_1.bin to data_batch_5.bin (as many as there are), or with train.bin, or
// a folder with such a folder of its original name (cifar-10-batches-bin, cifar-100-binary). The
// names of the classes are those of batches.meta.txt or fine_label_names.txt, where they are there.
// Test images are in test_batch.bin or test.bin.
const ImageSource& cifar_images();

}  // namespace gan
