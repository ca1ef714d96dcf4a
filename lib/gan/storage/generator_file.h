// A generator from a file: a TorchScript file of ours or anybody's, or a checkpoint of ours.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include <ATen/core/Tensor.h>

#include "gan/base/image_shape.h"

namespace gan {

// What a file cannot say of itself, and so the caller may.
struct GeneratorFileHints {
  std::optional<std::int64_t> latent_dim;
  std::optional<ImageShape> image;
};

// A TorchScript file can hold code that runs when it is loaded or used: open only files from a
// place you trust. Damage is found before LibTorch sees the file (zip_check.h). A checkpoint, whose
// name ends in .safetensors, holds no code.
class GeneratorFile {
 public:
  // Reads `path` to `device`, in inference mode. Throws Error where the file is missing, damaged,
  // neither TorchScript nor a checkpoint, or a discriminator.
  GeneratorFile(const std::string& path, c10::Device device, const GeneratorFileHints& hints = {});
  ~GeneratorFile();
  GeneratorFile(GeneratorFile&&) noexcept;
  GeneratorFile& operator=(GeneratorFile&&) noexcept;

  const std::string& path() const { return path_; }
  // Whether this program made it: its images are from -1 (black) to 1 (white).
  bool is_own() const { return is_own_; }
  // Size of the latent: the caller's, else the file's. Throws Error where neither says it.
  std::int64_t latent_dim() const;

  // float32 [n, latent_dim] on any device to float32 [n, height, width] on the CPU, in [-1, 1] as
  // far as the generator keeps to it. Takes modules that want [n, latent_dim] or
  // [n, latent_dim, 1, 1] and give [n, pixels], [n, height, width] or [n, 1, height, width]. Throws
  // Error where the module gives anything else or fails.
  at::Tensor generate(const at::Tensor& latents) const;

 private:
  struct Script;
  std::string path_;
  c10::Device device_;
  bool is_own_ = false;
  GeneratorFileHints hints_;
  std::unique_ptr<Script> script_;
};

}  // namespace gan
