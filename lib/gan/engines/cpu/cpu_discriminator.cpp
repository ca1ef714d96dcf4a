#include "gan/engines/cpu/cpu_discriminator.h"

#include "gan/math/activation_math.h"
#include "gan/math/loss_math.h"

namespace gan {
namespace {

// Returns the mean binary cross-entropy. Writes the gradient of its mean over a batch of
// `batch_size` by each logit, and the mean logit.
double cross_entropy(const Matrix& logits, float target, std::int64_t batch_size, Matrix& gradient,
                     double& mean_logit) {
  double sum = 0, logit_sum = 0;
  for (std::int64_t row = 0; row < logits.rows(); ++row) {
    const float logit = *logits.row(row);
    logit_sum += logit;
    sum += bce_with_logit(logit, target);
    *gradient.row(row) = bce_with_logit_gradient(logit, target) / static_cast<float>(batch_size);
  }
  const auto count = static_cast<double>(logits.rows());
  mean_logit = logit_sum / count;
  return sum / count;
}

}  // namespace

CpuDiscriminator::CpuDiscriminator(const Discriminator& network, KerasAdam& optimizer,
                                   const DataParallel& data_parallel, const BatchPart& part,
                                   bool bf16, JobQueue& jobs)
    : update_(*network, optimizer, data_parallel, jobs),
      jobs_(jobs),
      part_(part),
      dropped_(dropout_threshold(network->options().dropout)),
      kept_scale_(dropped_ == 0 ? 1 : static_cast<float>(1 / (1 - network->options().dropout))),
      image_gradient_(part.count, network->image().values(), bf16) {
  for (const auto& dense : network->all<Dense>()) {
    layers_.emplace_back(*dense, update_);
    outputs_.emplace_back(part.count, layers_.back().outputs(), bf16);
    gradients_.emplace_back(part.count, layers_.back().outputs(), bf16);
  }
}

double CpuDiscriminator::loss_of(const Matrix& images, float target, std::uint64_t dropout_key) {
  const Matrix* input = &images;
  for (std::size_t i = 0; i < layers_.size(); ++i) {
    const bool last = i + 1 == layers_.size();
    ForwardFinish finish = forward_into(outputs_[i], last ? Activation::none : Activation::relu);
    if (!last) {
      finish.dropout = {dropout_key, static_cast<std::uint32_t>(i), dropped_,
                        static_cast<std::uint32_t>(part_.first)};
      finish.kept_scale = kept_scale_;
    }
    layers_[i].forward(jobs_, *input, finish);
    jobs_.run();
    input = &outputs_[i];
  }
  Matrix& gradient = gradients_.back();
  const double loss = cross_entropy(outputs_.back(), target, part_.whole, gradient, mean_logit_);
  round_to_bf16(jobs_.kernels(), gradient, 0, gradient.rows());
  return loss;
}

void CpuDiscriminator::learn(const Matrix& images) {
  update_.begin();
  for (std::size_t i = layers_.size(); i-- > 0;) {
    const Matrix& input = i == 0 ? images : outputs_[i - 1];
    // Before the update: it needs the old weights.
    if (i > 0) add_input_gradient(i);
    layers_[i].prepare_update(jobs_, gradients_[i]);
    jobs_.run();
    layers_[i].update_weight(jobs_, gradients_[i], input);
    layers_[i].update_bias(jobs_, gradients_[i]);
  }
  update_.end();
}

const Matrix& CpuDiscriminator::gradient_before_tanh(const Matrix& images) {
  for (std::size_t i = layers_.size(); i-- > 1;) {
    add_input_gradient(i);
    jobs_.run();
  }
  layers_[0].input_gradient(jobs_, gradients_[0],
                            gradient_into(image_gradient_, images, Activation::tanh));
  jobs_.run();
  return image_gradient_;
}

void CpuDiscriminator::add_input_gradient(std::size_t index) {
  InputGradientFinish finish =
      gradient_into(gradients_[index - 1], outputs_[index - 1], Activation::relu);
  finish.kept_scale = kept_scale_;
  layers_[index].input_gradient(jobs_, gradients_[index], finish);
}

}  // namespace gan
