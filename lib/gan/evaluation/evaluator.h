// Evaluations of many sets of samples by one judge against one reference.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>

#include <ATen/core/Tensor.h>

#include "gan/data/image_set.h"
#include "gan/evaluation/classifier/judge_file.h"
#include "gan/evaluation/evaluation.h"
#include "gan/evaluation/measures/pulse.h"
#include "gan/evaluation/reference_set.h"

namespace gan {

// Which real images samples are compared with.
enum class Against { train, test };

class Evaluator {
 public:
  // Loads or trains the judge of `training`, whose labels it needs, and prepares the reference: the
  // training images, or `test` (with labels). Both are kept in judge_dir() for the next time.
  // Without `test` the judge's accuracy is not known (unless its file tells it), and real_row() is
  // empty. `on_progress` is told of the judge's training, `pulse` called while the rest is
  // prepared; either may be empty, and may throw to stop. Throws Error for images without labels,
  // Against::test without test images, test images of another size, and what
  // load_or_train_judge() and make_reference_set() throw.
  Evaluator(const ImageSet& training, const std::optional<ImageSet>& test, Against against,
            const at::Device& device, const JudgeProgress& on_progress, const Pulse& pulse = {});

  // Of float32 [count, height, width] samples from -1 to 1; see evaluate() in evaluation.h.
  Evaluation evaluate(const at::Tensor& samples, const std::string& name,
                      const Pulse& pulse = {}) const;

  // What to read an evaluation of `count` samples beside, computed once and kept in judge_dir().
  // The floor: real images that are not in the reference, at most `count` of them (the test images
  // against the training images, or training images, drawn by a fixed seed, against the test
  // images); nothing where there are no test images or fewer than 20. The ceiling: uniform noise.
  std::optional<Evaluation> real_row(std::int64_t count, const Pulse& pulse = {}) const;
  Evaluation noise_row(std::int64_t count, const Pulse& pulse = {}) const;
  JudgeRows rows(std::int64_t count, const Pulse& pulse = {}) const;  // both

  const KeptJudge& judge() const { return judge_; }
  const ReferenceSet& reference() const { return reference_; }

 private:
  Evaluation kept_or_evaluated(const std::string& name, const std::string& set, std::int64_t count,
                               const Pulse& pulse, const std::function<at::Tensor()>& draw) const;

  KeptJudge judge_;
  ReferenceSet reference_;
  std::optional<ImageSet> others_;  // real images that are not in the reference
};

}  // namespace gan
