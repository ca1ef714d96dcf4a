// A TorchScript module that is called the way that it wants to be called.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include <torch/csrc/jit/api/module.h>

namespace gan {

// Modules do not say of which type and shape they want latents. What a module takes is found by
// trying, the first time and whenever it refuses what it took before:
// - the floating types of its own tensors, then float32; and where none works, its tensors are made
//   float32, as not every operator can compute with every type;
// - latents [n, latent], [n, latent, 1, 1] as convolutions want them, or [latent], one by one;
// - any n, or the one n that was written into the module when it was traced. Latents are then given
//   in batches of that size, the last one filled up.
class ScriptRunner {
 public:
  // The module on its device, in inference mode. `path` is for errors.
  ScriptRunner(torch::jit::Module module, std::string path, c10::Device device);

  // float32 [n, latent] to what the module returns for them, [n, ...], of any type, on any device.
  // A list, tuple or dictionary of one tensor is taken for it. Throws Error where the module takes
  // the latents in no way, returns no tensor, or none with n entries.
  at::Tensor run(const at::Tensor& latents);

 private:
  enum class Form { rows, pixels, single };
  struct Call {
    at::ScalarType type;
    Form form;
    std::int64_t batch;  // 0: any
  };

  std::optional<at::Tensor> find_call(const at::Tensor& latents);
  std::optional<at::Tensor> attempt(const Call& call, const at::Tensor& latents);
  at::Tensor draw(const Call& call, const at::Tensor& latents);
  at::Tensor draw_once(Form form, const at::Tensor& latents);
  void refused(Form form, const std::string& reason);
  std::int64_t fitting_latent(const at::Tensor& latents);
  [[noreturn]] void fail(const at::Tensor& latents);

  torch::jit::Module module_;
  std::string path_;
  c10::Device device_;
  std::vector<at::ScalarType> types_;  // to be tried
  std::optional<Call> known_;
  std::string reason_;               // why it refused the most likely call
  std::string unlike_;               // what it returned instead of n entries
  std::vector<std::int64_t> sizes_;  // that it spoke of when it refused
};

}  // namespace gan
