#include "gan/engines/cpu/cpu_generator.h"

#include <torch/types.h>

#include "gan/engines/cpu/cpu_images.h"

namespace gan {

CpuGenerator::CpuGenerator(const Generator& network, KerasAdam& optimizer,
                           const DataParallel& data_parallel, const BatchPart& part, bool bf16,
                           JobQueue& jobs)
    : update_(*network, optimizer, data_parallel, jobs),
      jobs_(jobs),
      batch_(part.count),
      whole_batch_(part.whole),
      relu_first_(network->options().batch_norm == BatchNormOrder::after_relu),
      momentum_(static_cast<float>(network->options().batch_norm_momentum)),
      image_(network->image()),
      filtered_(network->options().output_filter != OutputFilter::none),
      sums_gradient_(filtered_ ? batch_ : 0, image_.pixels(), bf16) {
  for (const auto& dense : network->all<Dense>()) dense_.emplace_back(*dense, update_);
  for (const auto& norm : network->all<BatchNorm>()) {
    const std::int64_t width = norm->weight.numel();
    hidden_.push_back({norm,
                       Matrix(2 * batch_, width, bf16),
                       Matrix(2 * batch_, width, bf16),
                       Matrix(batch_, width, bf16),
                       {torch::zeros({width}), torch::zeros({width})},
                       torch::zeros({2, width}),
                       {}});
  }
  for (int kind = 0; kind < 2; ++kind) {
    images_.emplace_back(batch_, image_.values(), bf16);
    if (filtered_) sums_.emplace_back(batch_, image_.values(), /*with_bf16=*/false);
  }
}

void CpuGenerator::generate(const Matrix& latents) {
  const Matrix* input = &latents;
  for (std::size_t i = 0; i < hidden_.size(); ++i) {
    Matrix& out = hidden_[i].dense_output;
    dense_[i].forward(jobs_, *input,
                      forward_into(out, relu_first_ ? Activation::relu : Activation::none));
    jobs_.run();
    normalise(hidden_[i]);
    input = &hidden_[i].output;
  }
  for (std::size_t kind = 0; kind < 2; ++kind)
    dense_.back().forward(jobs_, Rows(*input, static_cast<std::int64_t>(kind) * batch_, batch_),
                          filtered_ ? forward_into(sums_[kind], Activation::none)
                                    : forward_into(images_[kind], Activation::tanh));
  jobs_.run();
  if (!filtered_) return;
  for (std::size_t kind = 0; kind < 2; ++kind)
    filter_images(jobs_, image_, sums_[kind], /*tanh=*/true, images_[kind]);
}

void CpuGenerator::normalise(Hidden& hidden) {
  const std::shared_ptr<BatchNorm>& norm = hidden.norm;
  BatchNormForward job;
  job.input = hidden.dense_output.row(0);
  job.output = hidden.output.row(0);
  job.bf16 = hidden.output.bf16(0);
  job.rows = batch_;
  job.columns = hidden.output.columns();
  job.stride = hidden.output.stride();
  job.gamma = norm->weight.const_data_ptr<float>();
  job.beta = norm->bias.const_data_ptr<float>();
  job.epsilon = static_cast<float>(norm->epsilon());
  job.relu = !relu_first_;
  job.moving_mean = norm->running_mean.data_ptr<float>();
  job.moving_variance = norm->running_var.data_ptr<float>();
  jobs_.add(jobs_.kernels().batch_norm_inference, job);

  BatchStatistics& statistics = hidden.statistics;
  job.input = hidden.dense_output.row(batch_);
  job.output = hidden.output.row(batch_);
  job.bf16 = hidden.output.bf16(batch_);
  job.momentum = momentum_;
  job.batch_mean = statistics.mean.data_ptr<float>();
  job.batch_variance = statistics.variance.data_ptr<float>();
  jobs_.add(jobs_.kernels().batch_statistics, job);
  jobs_.run();
  if (norm->shared()) {
    const BatchStatistics whole = of_whole_batch(statistics, *norm->shared());
    statistics.mean.copy_(whole.mean);
    statistics.variance.copy_(whole.variance);
  }
  jobs_.add(jobs_.kernels().batch_norm_forward, job);
  jobs_.run();
}

void CpuGenerator::learn(const Matrix& latents, const Matrix& gradient_before_tanh) {
  update_.begin();
  const Matrix* gradient = &gradient_before_tanh;
  if (filtered_) {
    filter_images(jobs_, image_, gradient_before_tanh, /*tanh=*/false, sums_gradient_);
    gradient = &sums_gradient_;
  }
  for (std::size_t i = dense_.size(); i-- > 0;) {
    const Matrix& input = i == 0 ? latents : hidden_[i - 1].output;
    // Before the update: it needs the old weights.
    if (i > 0) {
      Matrix& below = hidden_[i - 1].gradient;
      dense_[i].input_gradient(jobs_, *gradient, gradient_into(below, below, Activation::none));
    }
    dense_[i].prepare_update(jobs_, *gradient);
    jobs_.run();
    dense_[i].update_weight(jobs_, *gradient, Rows(input, batch_, batch_));
    if (i == hidden_.size()) dense_[i].update_bias(jobs_, *gradient);
    if (i == 0) break;
    normalise_back(i - 1);
    gradient = &hidden_[i - 1].gradient;
  }
  update_.end();
}

void CpuGenerator::normalise_back(std::size_t index) {
  Hidden& hidden = hidden_[index];
  BatchNormBackward back;
  back.gradient = hidden.gradient.row(0);
  back.bf16 = hidden.gradient.bf16(0);
  back.input = hidden.dense_output.row(batch_);
  back.output = hidden.output.row(batch_);
  back.rows = batch_;
  back.columns = hidden.gradient.columns();
  back.stride = hidden.gradient.stride();
  back.batch_mean = hidden.statistics.mean.const_data_ptr<float>();
  back.batch_variance = hidden.statistics.variance.const_data_ptr<float>();
  back.epsilon = static_cast<float>(hidden.norm->epsilon());
  back.relu_after = !relu_first_;
  back.gamma_gradient = hidden.gradients.data_ptr<float>();
  back.beta_gradient = back.gamma_gradient + back.columns;
  jobs_.add(jobs_.kernels().batch_norm_sums, back);
  jobs_.run();

  const std::optional<SharedBatch>& shared = hidden.norm->shared();
  hidden.batch_gradients = shared ? shared->gather(hidden.gradients).sum(0) : hidden.gradients;
  back.batch_rows = whole_batch_;
  back.batch_gamma_gradient = hidden.batch_gradients.const_data_ptr<float>();
  back.batch_beta_gradient = back.batch_gamma_gradient + back.columns;
  back.gamma = update_.finish(hidden.norm->weight);
  back.beta = update_.finish(hidden.norm->bias);
  back.bias = dense_[index].bias_finish();
  jobs_.add(jobs_.kernels().batch_norm_backward, back);
  jobs_.run();
}

}  // namespace gan
