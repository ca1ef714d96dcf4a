// How a classifier learns: one recipe, so that classifiers of the same images can be compared.
#pragma once

#include <cstdint>

#include <ATen/core/Tensor.h>

#include "gan/evaluation/classifier/classifier.h"

namespace gan {

// To be raised with any change of the recipe or the network: classifiers of two recipes see
// differently, and what they say must not be put side by side.
constexpr std::int64_t kClassifierRecipe = 1;

// Trains a classifier on `device` for images uint8 [n, height, width] and labels uint8 [n], the
// largest of which decides the number of classes: Adam (Kingma and Ba 2015) on the cross-entropy, 4
// passes over the shuffled images in batches of 128, the learning rate falling in a straight line
// from 0.002 to 0. MNIST: at least 99 % of the test set.
//
// The seed is fixed and the default generators are not touched. The same images, machine, build and
// number of threads give the same weights on the CPU; other rounding may give others, which is why
// results name the classifier's hash. `on_training` (may be empty) may throw to stop. Throws Error
// for other types and shapes, no images, and what ClassifierImpl refuses.
Classifier train_classifier(const at::Tensor& images, const at::Tensor& labels,
                            const at::Device& device, const ClassifierProgress& on_training);

}  // namespace gan
