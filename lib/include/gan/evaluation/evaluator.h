// Evaluations of many sets of samples by one classifier against one reference.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include <ATen/core/Tensor.h>

#include "gan/base/on_progress.h"
#include "gan/data/image_set.h"
#include "gan/evaluation/measures/measures.h"

namespace gan {

struct CachedClassifier;
struct ReferenceSet;

// The real images that samples are compared with.
enum class Against { train, test };

// The fewest training images of a class, on average: the features of a classifier that learned from
// fewer say little.
constexpr std::int64_t kFewestOfAClass = 50;

// Throws Error unless a classifier can be trained on `training` and measure so many samples: for no
// labels, fewer than 2 classes that have images, fewer images than 50 for each of these on average,
// sides below 12 or above 1024, labels above 65535, and samples whose probabilities would take more
// than 4 GiB. Ask before Evaluator is made, which takes fewer images, too.
void check_classes(const ImageSet& training, std::int64_t samples);

class Evaluator {
 public:
  // Loads or trains the classifier of `training`, grey or in colour, with labels, and prepares the
  // reference: the training images, or `test` (with labels). Caches both in classifier_dir().
  // Without `test`, the classifier's accuracy is unknown (unless its file has it), and real_row()
  // is empty. Calls `on_training` while the classifier is trained and `on_progress` during all
  // else; either may be empty, and may throw to stop. Throws Error for images without labels,
  // Against::test without test images, test images of another shape, and what
  // load_or_train_classifier() and load_or_make_reference_set() throw.
  Evaluator(const ImageSet& training, const std::optional<ImageSet>& test, Against against,
            const at::Device& device, const ClassifierProgress& on_training,
            const OnProgress& on_progress = {});

  // The same by the features of a user's network, a TorchScript file (feature_network.h): without
  // labels, and without the measures of classes.
  Evaluator(const ImageSet& training, const std::optional<ImageSet>& test, Against against,
            const std::string& network, const at::Device& device,
            const OnProgress& on_progress = {});

  // Of float32 samples (data/image_tensor.h) from -1 to 1, of the training images' shape; see
  // evaluate() in evaluation.h.
  // `labels`: of a conditional generator, int64 [count], the class that each sample was asked to
  // be.
  Evaluation evaluate(const at::Tensor& samples, const std::string& name,
                      const OnProgress& on_progress = {}, const at::Tensor& labels = {}) const;

  // What to compare an evaluation of `count` samples with, computed once and cached in
  // classifier_dir(). real_row() is the best to expect: real images that are not in the reference,
  // at most `count`, drawn by a fixed seed (test images against the training images, or training
  // images against the test images); nothing without test images or with fewer than 20 such images.
  // noise_row() is the worst to expect: uniform noise.
  std::optional<Evaluation> real_row(std::int64_t count, const OnProgress& on_progress = {}) const;
  Evaluation noise_row(std::int64_t count, const OnProgress& on_progress = {}) const;
  ClassifierRows rows(std::int64_t count, const OnProgress& on_progress = {}) const;  // both

  // classifier/classifier_file.h; nothing where a user's network gives the features.
  const std::optional<CachedClassifier>& classifier() const;
  const ReferenceSet& reference() const;  // reference_set.h

 private:
  struct Parts;

  void prepare(std::shared_ptr<Parts> parts, const ImageSet& training,
               const std::optional<ImageSet>& test, Against against, const OnProgress& on_progress);

  std::shared_ptr<const Parts> parts_;
};

}  // namespace gan
