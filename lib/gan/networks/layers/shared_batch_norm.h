// Batch normalisation of a batch that several processes compute together.
#pragma once

#include <tuple>

#include <ATen/core/Tensor.h>

#include "gan/networks/layers/layer.h"

namespace gan {

struct BatchStatistics {
  at::Tensor mean, variance;  // [features]; the variance is biased
};

// Joins the statistics of all parts, in the order of the ranks (Chan et al. 1983, equations 1.5).
// Every process must call it.
BatchStatistics of_whole_batch(const BatchStatistics& of_part, const SharedBatch& batch);

// Normalises this process's part of the batch, [rows, features, ...], by the mean and the biased
// variance of the whole batch (Zhang et al. 2018, section 3.4), and returns output, mean and
// variance, the last two without gradients. `weight` and `bias`: [features], or undefined for 1 and
// 0. The backward pass expects the gradient of the whole batch's loss, and gives the weight and the
// bias this part's share of theirs. Cannot be differentiated twice. Every process must call it, and
// then the backward pass, in the same order.
std::tuple<at::Tensor, at::Tensor, at::Tensor> shared_batch_norm(const at::Tensor& input,
                                                                 const at::Tensor& weight,
                                                                 const at::Tensor& bias,
                                                                 double epsilon,
                                                                 const SharedBatch& batch);

}  // namespace gan
