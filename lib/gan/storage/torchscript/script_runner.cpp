#include "gan/storage/torchscript/script_runner.h"

#include <algorithm>
#include <utility>

#include <torch/script.h>
#include <torch/types.h>

#include "gan/base/error.h"
#include "gan/base/text.h"
#include "gan/base/torch_error.h"
#include "gan/device/vector_math.h"
#include "gan/storage/torchscript/script_forward.h"
#include "gan/storage/torchscript/script_place.h"

namespace gan {
namespace {

constexpr std::int64_t kLargestBatch = 4096;
constexpr std::size_t kMostSizes = 16;

template <class Value>
void add_new(std::vector<Value>& values, Value value) {
  if (std::find(values.begin(), values.end(), value) == values.end()) values.push_back(value);
}

std::vector<at::ScalarType> types_of(const torch::jit::Module& module) {
  std::vector<at::ScalarType> types;
  for (const at::Tensor& tensor : script_tensors(module))
    if (tensor.is_floating_point()) add_new(types, tensor.scalar_type());
  const bool tells = !types.empty();
  add_new(types, at::kFloat);
  if (!tells)
    for (const at::ScalarType type : {at::kHalf, at::kBFloat16, at::kDouble}) add_new(types, type);
  return types;
}

// The whole numbers in a text, in its order.
std::vector<std::int64_t> numbers_in(const std::string& text) {
  constexpr std::size_t most_digits = 9;
  const std::string digits = "0123456789";
  std::vector<std::int64_t> numbers;
  for (std::size_t at = 0; (at = text.find_first_of(digits, at)) != std::string::npos;) {
    const std::size_t end = std::min(text.find_first_not_of(digits, at), text.size());
    if (end - at <= most_digits) numbers.push_back(std::stoll(text.substr(at, end - at)));
    at = end;
  }
  return numbers;
}

}  // namespace

ScriptRunner::ScriptRunner(torch::jit::Module module, std::string path, c10::Device device,
                           std::int64_t classes)
    : module_(std::move(module)),
      path_(std::move(path)),
      device_(device),
      classes_(classes),
      types_(types_of(module_)) {
  choose_vector_math();
}

at::Tensor ScriptRunner::run(const at::Tensor& latents, const at::Tensor& labels) {
  const torch::NoGradGuard no_grad;
  const Input input{latents, labels};
  reason_.clear();
  unlike_.clear();
  sizes_.clear();
  if (known_)
    if (const auto images = attempt(*known_, input)) return *images;
  if (const auto images = find_call(input)) return *images;
  if (types_ != std::vector{at::kFloat}) {
    make_float32(module_);
    types_ = {at::kFloat};
    if (const auto images = find_call(input)) return *images;
  }
  fail(input);
}

std::optional<at::Tensor> ScriptRunner::find_call(const Input& input) {
  std::vector<bool> one_hot = {false};
  if (input.labels.defined() && classes_ > 0) one_hot.push_back(true);
  const auto try_all = [&](Form form, std::int64_t batch) -> std::optional<at::Tensor> {
    for (const bool each : one_hot)
      for (const at::ScalarType type : types_)
        if (auto images = attempt({type, form, batch, each}, input)) {
          known_ = {type, form, batch, each};
          return images;
        }
    return std::nullopt;
  };
  for (const Form form : {Form::rows, Form::pixels})
    if (auto images = try_all(form, 0)) return images;
  // Fixed batch sizes: first those in the module's error messages, as it was made for one of them;
  // then 1, by which any number of latents works, one by one.
  std::vector<std::int64_t> sizes = sizes_;
  add_new(sizes, std::int64_t{1});
  for (const std::int64_t size : sizes)
    for (const Form form : {Form::rows, Form::pixels})
      if (auto images = try_all(form, size)) return images;
  return try_all(Form::single, 1);
}

// Nothing if the module refuses the call or does not return n entries.
std::optional<at::Tensor> ScriptRunner::attempt(const Call& call, const Input& input) {
  try {
    at::Tensor images = draw(call, input);
    if (images.dim() > 0 && images.size(0) == input.latents.size(0)) return images;
    if (call.batch == 0 && unlike_.empty())
      unlike_ = "a tensor " + shape_text(images.sizes().vec());
    refused(call.form, shape_text(images.sizes().vec()));
  } catch (const Error&) {
    throw;
  } catch (const std::bad_alloc&) {
    throw;
  } catch (const std::exception& error) {
    if (is_out_of_memory(error))
      throw Error("running the generator").at(path_).found(first_line(error));
    refused(call.form, first_line(error));
  }
  return std::nullopt;
}

void ScriptRunner::refused(Form form, const std::string& reason) {
  // Keeps the first reason, unless that is only the wrong type, or rows where a convolution takes
  // pixels.
  const bool type_alone = reason_.find("dtype") != std::string::npos;
  const bool form_alone = form == Form::pixels && reason_.find("to conv") != std::string::npos;
  if (reason_.empty() || type_alone || form_alone) reason_ = reason;
  if (form == Form::single) return;
  for (const std::int64_t number : numbers_in(reason))
    if (number > 0 && number <= kLargestBatch && sizes_.size() < kMostSizes)
      add_new(sizes_, number);
}

ScriptRunner::Input ScriptRunner::Input::rows(std::int64_t begin, std::int64_t count) const {
  return {latents.narrow(0, begin, count),
          labels.defined() ? labels.narrow(0, begin, count) : labels};
}

ScriptRunner::Input ScriptRunner::Input::rows(const at::Tensor& index) const {
  return {latents.index_select(0, index),
          labels.defined() ? labels.index_select(0, index) : labels};
}

at::Tensor ScriptRunner::draw(const Call& call, const Input& given) {
  // Copies: a module may overwrite its input.
  Input input{given.latents.to(device_, call.type, /*non_blocking=*/false, /*copy=*/true),
              given.labels};
  if (input.labels.defined()) {
    if (call.one_hot)
      input.labels = input.labels.unsqueeze(1).eq(torch::arange(classes_)).to(call.type);
    input.labels = input.labels.to(device_, input.labels.scalar_type(), false, /*copy=*/true);
  }
  const std::int64_t count = input.latents.size(0);
  if (call.batch == 0) return draw_once(call, input);
  std::vector<at::Tensor> images;
  for (std::int64_t begin = 0; begin < count; begin += call.batch) {
    const std::int64_t wanted = std::min(call.batch, count - begin);
    Input batch = input.rows(begin, wanted);
    if (wanted < call.batch) {
      const auto places = at::TensorOptions().dtype(at::kLong).device(device_);
      batch = batch.rows(torch::arange(call.batch, places).remainder(wanted));
    }
    at::Tensor drawn = draw_once(call, batch);
    if (drawn.dim() == 0 || drawn.size(0) != call.batch) return drawn;
    images.push_back(drawn.narrow(0, 0, wanted));
  }
  return torch::cat(images);
}

at::Tensor ScriptRunner::draw_once(const Call& call, const Input& input) {
  const auto run = [&](const at::Tensor& latents) {
    std::vector<c10::IValue> arguments = {latents};
    if (input.labels.defined()) arguments.emplace_back(input.labels);
    return only_tensor(module_.forward(std::move(arguments)),
                       Error("running the generator")
                           .at(path_)
                           .expected("one tensor of images")
                           .hint("save a module whose forward() returns only the images"));
  };
  if (call.form == Form::rows) return run(input.latents);
  if (call.form == Form::pixels) return run(input.latents.unsqueeze(-1).unsqueeze(-1));
  const at::Tensor image = run(input.latents.squeeze(0));
  const bool whole = image.dim() == 0 || (image.dim() == 2 && image.size(0) == 1);
  return whole ? image : image.unsqueeze(0);
}

// A latent size that the module accepts, from the sizes in its error messages; 0: none.
std::int64_t ScriptRunner::fitting_latent(const Input& input) {
  const at::Tensor& latents = input.latents;
  for (const std::int64_t size : std::vector(sizes_))
    for (const at::ScalarType type : types_)
      for (const Form form : {Form::rows, Form::pixels})
        if (size != latents.size(1) &&
            attempt({type, form, 0, known_ && known_->one_hot},
                    {torch::zeros({latents.size(0), size}), input.labels}))
          return size;
  return 0;
}

void ScriptRunner::fail(const Input& input) {
  const at::Tensor& latents = input.latents;
  const Error failed = Error("running the generator").at(path_);
  const std::string count = std::to_string(latents.size(0));
  if (!unlike_.empty())
    throw Error(failed)
        .expected("images [n, pixels], [n, height, width] or [n, 1, height, width] with n = " +
                  count)
        .found(unlike_);
  const std::string reason = reason_;
  const Error refusal =
      Error(failed)
          .expected("a module that takes latents " + shape_text(latents.sizes().vec()) +
                    (input.labels.defined() ? " and labels" : ""))
          .found(reason);
  if (const std::int64_t size = fitting_latent(input))
    throw Error(refusal).hint("its latents have " + std::to_string(size) +
                              " numbers: give --latent-dim " + std::to_string(size));
  if (device_.is_cpu() && reason.find("CUDA") != std::string::npos)
    throw Error(refusal).hint(
        "the script itself requires a CUDA device: save one that uses the device of its input, or "
        "give --device cuda");
  throw Error(refusal).hint("torch.jit.load(FILE)(torch.randn(" + count + ", " +
                            std::to_string(latents.size(1)) + ")" +
                            (input.labels.defined() ? ", torch.zeros(" + count + ").long()" : "") +
                            ") in Python shows where it fails");
}

}  // namespace gan
