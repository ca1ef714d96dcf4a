// Calls a TorchScript module with latents of the type and shape that it accepts.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include <torch/csrc/jit/api/module.h>

namespace gan {

// A module does not state the type and shape of its latents. ScriptRunner finds them by trial, on
// the first call and whenever the module refuses what it took before:
// - the floating types of its own tensors, then float32; if none works, its tensors are made
//   float32, as not every operator can compute with every type;
// - latents [n, latent], [n, latent, 1, 1] as convolutions take them, or [latent], one by one;
// - any n, or the fixed n of a traced module. It then gets latents in batches of that size,
//   the last one padded;
// - of a conditional module, labels int64 [n], or a row of zeros and a one for each.
class ScriptRunner {
 public:
  // The module on its device, in inference mode. `path` is for errors. `classes`: how many it
  // draws; 0: not known.
  ScriptRunner(torch::jit::Module module, std::string path, c10::Device device,
               std::int64_t classes = 0);

  // float32 [n, latent] to what the module returns for them, [n, ...], of any type, on any device.
  // `labels`: int64 [n], the second argument of a conditional module; else undefined. A list, tuple
  // or dictionary of one tensor counts as that tensor. Throws Error if the module accepts the
  // latents in none of these ways, does not return one tensor, or not n entries.
  at::Tensor run(const at::Tensor& latents, const at::Tensor& labels = {});

 private:
  enum class Form { rows, pixels, single };
  struct Call {
    at::ScalarType type;
    Form form;
    std::int64_t batch;  // 0: any
    bool one_hot;        // labels
  };
  struct Input {
    at::Tensor latents, labels;

    Input rows(std::int64_t begin, std::int64_t count) const;
    Input rows(const at::Tensor& index) const;
  };

  std::optional<at::Tensor> find_call(const Input& input);
  std::optional<at::Tensor> attempt(const Call& call, const Input& input);
  at::Tensor draw(const Call& call, const Input& input);
  at::Tensor draw_once(const Call& call, const Input& input);
  void refused(Form form, const std::string& reason);
  std::int64_t fitting_latent(const Input& input);
  [[noreturn]] void fail(const Input& input);

  torch::jit::Module module_;
  std::string path_;
  c10::Device device_;
  std::int64_t classes_;
  std::vector<at::ScalarType> types_;  // to try
  std::optional<Call> known_;
  std::string reason_;               // why it refused the most likely call
  std::string unlike_;               // what it returned instead of n entries
  std::vector<std::int64_t> sizes_;  // in its error messages: possible batch and latent sizes
};

}  // namespace gan
