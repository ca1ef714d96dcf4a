// How the classifier is trained.
#pragma once

#include <cstdint>

#include <ATen/core/Tensor.h>
#include <c10/core/Device.h>

#include "gan/base/on_progress.h"
#include "gan/evaluation/classifier/classifier.h"

namespace gan {

// How often the classifier sees each of so many images while it learns: 4 times from 60,000 on,
// more often the fewer there are, at most 20 times.
constexpr std::int64_t kFewestPasses = 4;
std::int64_t classifier_passes(std::int64_t images);

// The learning rate at the first step: 0.002 for images of up to 32x32 pixels, above it the less
// the more numbers enter the dense layer. At 64x64, 0.002 leaves a network that after 20 steps says
// the same of all images.
constexpr double kHighestLearningRate = 2e-3;
double classifier_learning_rate(const ImageShape& image);

// Trains a classifier on `device` for uint8 images (image_tensor.h) and labels int64 [n], from 0;
// the number of classes is the largest label + 1. Adam (Kingma and Ba 2015) on the cross-entropy,
// classifier_passes() over the shuffled images in batches of 128, the learning rate falling
// linearly from classifier_learning_rate() to 0. Reaches at least 99 % on MNIST's test set.
//
// The seed is fixed and the default generators are not touched. The same images, machine, build and
// number of threads give the same weights on the CPU. Other rounding may give other weights, so
// results contain the classifier's hash. `on_training` (may be empty) may throw to stop. Throws
// Error for other types and shapes, no images, and what ClassifierImpl refuses.
Classifier train_classifier(const at::Tensor& images, const at::Tensor& labels,
                            const at::Device& device, const ClassifierProgress& on_training);

}  // namespace gan
