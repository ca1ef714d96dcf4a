// A generator from a file: a TorchScript file of ours or anybody's, or a checkpoint of ours.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>

#include <ATen/core/Tensor.h>

#include "gan/base/image.h"

namespace gan {

// What a file cannot say of itself, and so the caller may.
struct GeneratorFileHints {
  std::optional<std::int64_t> latent_dim;
  std::optional<ImageShape> image;
};

// A TorchScript file can hold code that runs when it is loaded or used: open only files from a
// place you trust. Damage is found before LibTorch sees the file (zip_check.h). A checkpoint holds
// no code. What a file is, its content says, not its name (network_kind.h).
class GeneratorFile {
 public:
  // Reads `path` to `device`, in inference mode. Devices that the code of the file names are taken
  // for `device`. Throws Error where the file is missing, damaged, neither TorchScript nor a
  // checkpoint, a discriminator, or a module that wants more than latents.
  GeneratorFile(const std::string& path, c10::Device device, const GeneratorFileHints& hints = {});

  const std::string& path() const { return path_; }
  // Whether this program made it: its images are from -1 (black) to 1 (white).
  bool is_own() const { return is_own_; }
  // Size of the latent: the caller's, else the file's. Throws Error where neither says it.
  std::int64_t latent_dim() const;

  // float32 [n, latent_dim] on any device to float32 [n, height, width] on the CPU, in [-1, 1] as
  // far as the generator keeps to it; integers stay the numbers that they are. Takes modules that
  // want latents in any way that script_runner.h lists and give [n, pixels], [n, height, width],
  // [n, 1, height, width] or [n, height, width, 1]. Throws Error where the module gives anything
  // else or fails.
  at::Tensor generate(const at::Tensor& latents) const;

 private:
  void load_checkpointed(c10::Device device);
  void load_script(c10::Device device);

  std::string path_;
  bool is_own_ = false;
  GeneratorFileHints hints_;
  std::function<at::Tensor(const at::Tensor& latents)> network_;
};

}  // namespace gan
