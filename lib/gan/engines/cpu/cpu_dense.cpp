#include "gan/engines/cpu/cpu_dense.h"

namespace gan {
namespace {

// The product of bfloat16 rows, read as pairs of numbers that are adjacent in depth.
Bf16Product product_of_rows(const Rows& a, std::int64_t columns, const at::Tensor& weight) {
  return {a.count,
          columns,
          a.matrix.columns(),
          reinterpret_cast<const std::uint32_t*>(a.matrix.bf16(a.first)),
          /*a_row_stride=*/a.matrix.stride() / 2,
          /*a_step=*/1,
          weight.const_data_ptr<float>(),
          weight.size(1)};
}

}  // namespace

CpuDense::CpuDense(const Dense& layer, CpuUpdate& update)
    : weight_(layer.weight), bias_(layer.bias), update_(update) {}

void CpuDense::forward(JobQueue& jobs, const Rows& input, ForwardFinish finish) const {
  finish.bias = bias_.const_data_ptr<float>();
  if (input.matrix.bf16(0) != nullptr)
    return jobs.add(jobs.kernels().forward_bf16, product_of_rows(input, outputs(), weight_),
                    finish);
  const MatrixView weight{weight_.const_data_ptr<float>(), inputs(), 1};
  jobs.add(jobs.kernels().forward,
           {input.count, outputs(), inputs(), input.view(), weight.transposed()}, finish);
}

void CpuDense::input_gradient(JobQueue& jobs, const Matrix& gradient,
                              const InputGradientFinish& finish) const {
  if (gradient.bf16(0) != nullptr)
    return jobs.add(jobs.kernels().input_gradient_bf16,
                    product_of_rows(gradient, inputs(), weight_), finish);
  const MatrixView weight{weight_.const_data_ptr<float>(), inputs(), 1};
  jobs.add(jobs.kernels().input_gradient,
           {gradient.rows(), inputs(), outputs(), Rows(gradient).view(), weight}, finish);
}

void CpuDense::prepare_update(JobQueue& jobs, const Matrix& gradient) {
  if (gradient.bf16(0) == nullptr) return;
  const std::int64_t pairs = (gradient.rows() + 1) / 2;
  gradient_pairs_.resize(static_cast<std::size_t>(pairs * gradient.stride()));
  jobs.add(jobs.kernels().pair_rows, {gradient.bf16(0), gradient_pairs_.data(), gradient.rows(),
                                      gradient.columns(), gradient.stride()});
}

void CpuDense::update_weight(JobQueue& jobs, const Matrix& gradient, const Rows& input) const {
  const AdamFinish finish = update_.finish(weight_);
  if (gradient.bf16(0) == nullptr)
    return jobs.add(
        jobs.kernels().adam,
        {outputs(), inputs(), gradient.rows(), Rows(gradient).view().transposed(), input.view()},
        finish);
  jobs.add(jobs.kernels().adam_bf16,
           {outputs(), inputs(), gradient.rows(), gradient_pairs_.data(), /*a_row_stride=*/1,
            /*a_step=*/gradient.stride(), input.matrix.bf16(input.first), input.matrix.stride()},
           finish);
}

void CpuDense::update_bias(JobQueue& jobs, const Matrix& gradient) const {
  jobs.add(jobs.kernels().bias_adam,
           {gradient.row(0), gradient.rows(), outputs(), gradient.stride(), bias_finish()});
}

void round_to_bf16(const CpuKernels& kernels, Matrix& matrix, std::int64_t first,
                   std::int64_t count) {
  if (matrix.bf16(first) != nullptr)
    kernels.round(matrix.row(first), matrix.bf16(first), count * matrix.stride());
}

ForwardFinish forward_into(Matrix& out, Activation activation) {
  return {out.row(0), out.bf16(0), out.stride(), /*bias=*/nullptr, activation, /*dropout=*/{}};
}

InputGradientFinish gradient_into(Matrix& out, const Matrix& outputs, Activation activation) {
  return {out.row(0), out.bf16(0), out.stride(), outputs.row(0), outputs.stride(), activation};
}

}  // namespace gan
