// Training in several processes, each with a part of every batch and a copy of the networks.
#pragma once

#include <cstdint>

#include <ATen/core/Tensor.h>
#include <torch/nn/module.h>

#include "gan/data/batch_part.h"
#include "gan/training/processes/process_group.h"

namespace gan {

// What the processes exchange in an iteration (Li et al. 2020, section 2.2), so that each copy
// takes the step of the whole batch. A default one is for a process that trains alone: it changes
// nothing.
class DataParallel {
 public:
  DataParallel() = default;
  // This process computes `part` of each batch. The caller keeps the group.
  DataParallel(const ProcessGroup& group, const BatchPart& part) : group_(&group), part_(part) {}

  bool is_alone() const { return group_ == nullptr; }
  // Which part of the batch this process's `rows` are: all of it, if alone.
  BatchPart part_of(std::int64_t rows) const {
    return is_alone() ? BatchPart{0, rows, rows} : part_;
  }

  // The gradient that the backward pass of a loss starts from: the loss is a mean over this part,
  // and counts as much as the part has of the batch. Undefined, which means 1, if alone.
  at::Tensor weight_of(const at::Tensor& loss) const;
  // Between the backward pass and the optimizer's step: replaces the gradients of the network's
  // parameters by their sums over the processes.
  void sum_gradients(const torch::nn::Module& network);
  // Replaces gradients that were computed otherwise by their sums over the processes. float32,
  // contiguous.
  void sum(const at::Tensor& gradients) const;
  // Replaces means over this part by means over the batch. float32 or float64, contiguous.
  void average(const at::Tensor& means) const;

 private:
  const ProcessGroup* group_ = nullptr;
  BatchPart part_;
  at::Tensor flat_;  // all gradients in a row, for one exchange
};

}  // namespace gan
