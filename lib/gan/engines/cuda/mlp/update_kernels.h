// What ends an update: its loss is counted, and Adam takes a step.
#pragma once

#include "gan/engines/cuda/mlp/kernel.h"
#include "gan/math/adam_math.h"

namespace gan::cuda {

// What a batch should be classified as, and where its loss is counted.
struct LossTarget {
  float target;
  double* loss_sum;
  double* last_loss;
  double* logit_sum;  // of the mean logit; null: not counted
  double* last_logit;
};

// Adds the mean loss and the mean logit of a batch to the totals, sums up the gradient of the last
// bias unless null, and prepares Adam's next step.
struct CloseUpdate : RowLines {
  static constexpr int kPasses = 2;
  static constexpr bool kWrites = false;

  const float* losses;           // [batch]
  const float* logit_gradients;  // [batch]
  std::int64_t batch;
  const float* logits;  // [batch]
  LossTarget counted;
  float* bias_gradient;
  std::int64_t* steps;  // taken so far
  double learning_rate, beta1, beta2, epsilon;
  AdamStep* step;

  GAN_HOST_DEVICE std::int64_t lines() const { return 1; }
  GAN_HOST_DEVICE std::int64_t length() const { return batch; }

  GAN_HOST_DEVICE Sums term(int pass, std::int64_t, std::int64_t i, const State&) const {
    return pass == 0 ? Sums{losses[i], logit_gradients[i]} : Sums{logits[i], 0};
  }

  GAN_HOST_DEVICE void reduced(int pass, std::int64_t, State&, Sums sums, bool writer) const {
    if (!writer) return;
    if (pass == 1) {
      if (counted.logit_sum == nullptr) return;
      *counted.last_logit = static_cast<double>(sums.first) / static_cast<double>(batch);
      *counted.logit_sum += *counted.last_logit;
      return;
    }
    const double loss = static_cast<double>(sums.first) / static_cast<double>(batch);
    *counted.loss_sum += loss;
    *counted.last_loss = loss;
    if (bias_gradient != nullptr) *bias_gradient = sums.second;
    ++*steps;
    *step = adam_step(learning_rate, beta1, beta2, epsilon, static_cast<double>(*steps));
  }
};

// A part of a parameter. Its gradient is of one of two types. `narrow_weight`, unless null, gets
// the new weight for the products.
template <class T>
struct AdamChunk {
  float* weight;
  float* mean;
  float* square;
  const float* gradient;
  const T* narrow_gradient;
  T* narrow_weight;
  std::int64_t size;  // at most kAdamChunk
};

constexpr std::int64_t kAdamChunk = 1024;

// Adam for all parameters of a network at once.
template <class T>
struct AdamUpdate {
  using Kind = Elements;

  const AdamChunk<T>* chunks;
  std::int64_t chunk_count;
  const AdamStep* step;

  GAN_HOST_DEVICE std::int64_t count() const { return chunk_count * kAdamChunk; }

  GAN_HOST_DEVICE void at(std::int64_t index) const {
    const AdamChunk<T>& chunk = chunks[index / kAdamChunk];
    const std::int64_t i = index % kAdamChunk;
    if (i >= chunk.size) return;
    const float gradient = chunk.gradient != nullptr ? chunk.gradient[i]
                                                     : static_cast<float>(chunk.narrow_gradient[i]);
    float weight = chunk.weight[i], mean = chunk.mean[i], square = chunk.square[i];
    adam_update(weight, mean, square, gradient, *step);
    chunk.weight[i] = weight;
    chunk.mean[i] = mean;
    chunk.square[i] = square;
    if (chunk.narrow_weight != nullptr) chunk.narrow_weight[i] = static_cast<T>(weight);
  }
};

}  // namespace gan::cuda
