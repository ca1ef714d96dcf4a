#include "gan/networks/layers/shared_batch_norm.h"

#include <condition_variable>
#include <mutex>
#include <thread>

#include <gtest/gtest.h>
#include <torch/types.h>
#include <torch/utils.h>

#include "gan/networks/layers/activations.h"
#include "gan/networks/layers/batch_norm.h"

namespace gan::test {
namespace {

// Stands for the processes: threads that gather each other's tensors.
class Threads {
 public:
  explicit Threads(std::int64_t count) : tensors_(static_cast<std::size_t>(count)) {}

  at::Tensor gather(std::int64_t rank, const at::Tensor& tensor) {
    std::unique_lock<std::mutex> lock(mutex_);
    tensors_[static_cast<std::size_t>(rank)] = tensor.detach().clone();
    const std::int64_t round = round_;
    if (++here_ == static_cast<std::int64_t>(tensors_.size())) {
      all_ = torch::stack(tensors_);
      here_ = 0;
      ++round_;
      complete_.notify_all();
    }
    complete_.wait(lock, [&] { return round_ > round; });
    return all_;
  }

 private:
  std::mutex mutex_;
  std::condition_variable complete_;
  std::vector<at::Tensor> tensors_;
  at::Tensor all_;
  std::int64_t here_ = 0, round_ = 0;
};

struct Result {
  at::Tensor output, by_input, by_weight, by_bias, mean, variance;
};

// A layer's pass there and back, with the batch in so many parts.
template <class Norm, class... Labels>
Result pass(Norm& norm, const at::Tensor& input, const at::Tensor& gradient,
            const Labels&... labels) {
  const at::Tensor x = input.clone().requires_grad_();
  norm.train();
  norm.zero_grad();
  const at::Tensor output = norm.forward(x, labels...);
  output.backward(gradient);
  return {output.detach(),  x.grad(),          norm.weight.grad(),
          norm.bias.grad(), norm.running_mean, norm.running_var};
}

double distance(const at::Tensor& a, const at::Tensor& b) {
  return (a - b).abs().max().item<double>();
}

class SharedBatchNorm : public testing::TestWithParam<Shape> {
 protected:
  static constexpr std::int64_t kBatch = 11, kClasses = 3;

  SharedBatchNorm() {
    torch::manual_seed(2);
    std::vector<std::int64_t> sizes = GetParam();
    sizes.insert(sizes.begin(), kBatch);
    input = torch::randn(sizes) * 3 + 2;
    gradient = torch::randn(sizes);
    labels = torch::randint(kClasses, {kBatch}, torch::kInt64);
  }

  // `make` makes equal layers; `run` passes rows of the batch through one.
  template <class Make, class Run>
  void expect_parts_to_equal_the_whole(std::int64_t parts, const Make& make, const Run& run) {
    const Result whole = run(*make(), BatchPart::of_rank(kBatch, 0, 1));
    Threads threads(parts);
    std::vector<Result> results(static_cast<std::size_t>(parts));
    std::vector<std::thread> running;
    for (std::int64_t rank = 0; rank < parts; ++rank)
      running.emplace_back([&, rank] {
        const BatchPart part = BatchPart::of_rank(kBatch, rank, parts);
        const auto norm = make();
        norm->share({part, [&](const at::Tensor& own) { return threads.gather(rank, own); }});
        results[static_cast<std::size_t>(rank)] = run(*norm, part);
      });
    for (std::thread& thread : running) thread.join();

    std::vector<at::Tensor> output, by_input;
    at::Tensor by_weight = torch::zeros_like(whole.by_weight), by_bias = by_weight.clone();
    for (const Result& part : results) {
      output.push_back(part.output);
      by_input.push_back(part.by_input);
      by_weight += part.by_weight;
      by_bias += part.by_bias;
      EXPECT_LT(distance(part.mean, whole.mean), 1e-6);
      EXPECT_LT(distance(part.variance, whole.variance), 1e-6);
      EXPECT_TRUE(part.mean.equal(results[0].mean));
      EXPECT_TRUE(part.variance.equal(results[0].variance));
    }
    EXPECT_LT(distance(torch::cat(output), whole.output), 3e-6);
    EXPECT_LT(distance(torch::cat(by_input), whole.by_input), 3e-6);
    EXPECT_LT(distance(by_weight, whole.by_weight), 2e-5);
    EXPECT_LT(distance(by_bias, whole.by_bias), 2e-5);
  }

  at::Tensor input, gradient, labels;
};

TEST_P(SharedBatchNorm, PartsEqualTheWhole) {
  const auto make = [] {
    auto norm = std::make_shared<BatchNorm>(GetParam(), 0.9, 1e-3);
    const torch::NoGradGuard no_grad;
    norm->weight.copy_(torch::linspace(0.5, 2, GetParam()[0]));
    return norm;
  };
  for (const std::int64_t parts : {1, 2, 3, 11})
    expect_parts_to_equal_the_whole(parts, make, [&](BatchNorm& norm, const BatchPart& part) {
      return pass(norm, part.of(input), part.of(gradient));
    });
}

TEST_P(SharedBatchNorm, PartsOfAConditionalOneEqualTheWhole) {
  const auto make = [] {
    auto norm = std::make_shared<ConditionalBatchNorm>(GetParam(), kClasses, 0.9, 1e-3);
    const torch::NoGradGuard no_grad;
    norm->weight.copy_(torch::linspace(0.5, 2, norm->weight.numel()).view_as(norm->weight));
    return norm;
  };
  for (const std::int64_t parts : {2, 3})
    expect_parts_to_equal_the_whole(
        parts, make, [&](ConditionalBatchNorm& norm, const BatchPart& part) {
          return pass(norm, part.of(input), part.of(gradient), part.of(labels));
        });
}

INSTANTIATE_TEST_SUITE_P(Shapes, SharedBatchNorm, testing::Values(Shape{5}, Shape{4, 3, 2}));

TEST(SharedDropout, PartsDropWhatTheWholeDrops) {
  const at::Tensor input = torch::ones({7, 40});
  const auto dropped = [&](const BatchPart& part) {
    torch::manual_seed(9);
    Dropout dropout({40}, 0.25);
    if (!part.is_whole()) dropout.share({part, {}});
    return dropout.forward(part.of(input));
  };
  const at::Tensor whole = dropped(BatchPart::of_rank(7, 0, 1));
  std::vector<at::Tensor> parts;
  for (std::int64_t rank = 0; rank < 3; ++rank)
    parts.push_back(dropped(BatchPart::of_rank(7, rank, 3)));
  EXPECT_TRUE(torch::cat(parts).equal(whole));
  EXPECT_EQ(whole.eq(0).any().item<bool>(), true);
}

}  // namespace
}  // namespace gan::test
