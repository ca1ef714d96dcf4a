// The fast iterations on the CPU.
#pragma once

#include <array>

#include "gan/data/random_batches.h"
#include "gan/device/thread_pool.h"
#include "gan/engines/cpu/cpu_discriminator.h"
#include "gan/engines/cpu/cpu_generator.h"
#include "gan/engines/kernels/job_queue.h"
#include "gan/training/engine.h"
#include "gan/training/iteration.h"

namespace gan {

// Computes what train_iteration computes with binary_cross_entropy, in float32, with a backward
// pass written by hand: one pass over memory where autograd makes several, Adam's step while a
// gradient is still in registers, dropout masks that are never stored. Differs from train_iteration
// in the order of sums, and in dropout's random numbers, whose keys come from torch's default
// generator. Results do not depend on the number of threads.
class CpuEngine : public Engine {
 public:
  // The caller owns all arguments, which must outlive the engine; the networks keep their tensors.
  // With precision bf16, products round their operands to bfloat16 and sum in float32; weights and
  // Adam stay in float32. Throws Error (usage) where the processor does not support the precision.
  CpuEngine(Players& players, RandomBatches& batches, const TrainingOptions& options, int threads,
            const CpuKernels& kernels = cpu_kernels());

  std::string name() const override { return "cpu-mlp"; }
  std::int64_t advance(std::int64_t at_most) override;
  LossTotals take_losses() override;
  void start_losses(const IterationLossValues& sum) override { losses_.sum = sum; }

  // The iteration itself, of this process's part of the batch. `real_images`: float32 [part,
  // pixels]; `latents`: float32 [2, part, latent_dim], the first half for the fakes; both
  // contiguous.
  IterationLossValues train_iteration(const at::Tensor& real_images, const at::Tensor& latents);

 private:
  enum Pass { real, fake, generator };  // the discriminator's, in an iteration

  void draw_shifts_of(Pass pass);
  IterationLossValues train_on_what_was_taken();
  IterationLossValues of_whole_batch(IterationLossValues of_part) const;
  // The images as the discriminator sees them.
  const Matrix& augmented(const Matrix& images, Pass pass);

  RandomBatches& batches_;
  const DataParallel& data_parallel_;
  ThreadPool pool_;
  JobQueue jobs_;
  bool bf16_;
  ImageShape image_;
  CpuGenerator generator_;
  CpuDiscriminator discriminator_;
  bool dropout_;
  std::int64_t most_shift_;
  std::array<at::Tensor, 3> shifts_;   // of each pass, if there are any
  Matrix shifted_, shifted_gradient_;  // likewise
  Matrix real_images_;
  Matrix latents_;  // [2 * part, latent_dim]
  LossTotals losses_;
};

}  // namespace gan
