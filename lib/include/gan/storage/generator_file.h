// A generator from a file: any TorchScript file, or a checkpoint of this program.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include <ATen/core/Tensor.h>

#include "gan/base/image.h"

namespace gan {

// What a file may lack; the caller can give it.
struct GeneratorFileHints {
  std::optional<std::int64_t> latent_dim;
  std::optional<ImageShape> image;
};

// A TorchScript file can hold code that runs when it is loaded or used: open only files from a
// source you trust. Damage is found before LibTorch reads the file (zip_check.h). A checkpoint
// holds no code. The content tells the two apart, not the name (network_kind.h).
class GeneratorFile {
 public:
  // Loads `path` to `device`, in inference mode. `device` also replaces the devices in the file's
  // code. Throws Error if the file is missing, damaged, neither TorchScript nor a checkpoint, a
  // discriminator, a module that takes more than latents and labels, or made by this program with
  // another latent or image size than the hint.
  GeneratorFile(const std::string& path, c10::Device device, const GeneratorFileHints& hints = {});

  const std::string& path() const { return path_; }
  // Whether this program made it: its images are from -1 (black) to 1 (white).
  bool is_own() const { return is_own_; }
  // Latent size: the caller's, else the file's. Throws Error if neither gives it.
  std::int64_t latent_dim() const;

  // Whether it draws the class that is asked for.
  bool is_conditional() const { return is_conditional_; }
  // The names of its classes; empty if it is not conditional, or if the file of another program
  // does not say (script_classes.h).
  const std::vector<std::string>& classes() const { return classes_; }

  // float32 [n, latent_dim] on any device to float32 [n, height, width] or [n, 3, height, width] on
  // the CPU, normally in [-1, 1]: values are neither clamped nor rescaled, integers included.
  // `labels`: for a conditional generator, int64 [n] on the CPU, the class of each image from 0.
  // Accepts modules that take latents in any way that script_runner.h lists and return [n, values],
  // [n, height, width], [n, channels, height, width] or [n, height, width, channels] with 1 or 3
  // channels. Throws Error if the module returns anything else, NaN or infinity, or fails, for
  // labels without a conditional generator, and for missing ones.
  at::Tensor generate(const at::Tensor& latents, const at::Tensor& labels = {}) const;

 private:
  void load_checkpointed(c10::Device device);
  void load_script(c10::Device device);
  // What the file says, 0 where it says nothing. The hints supply the rest.
  void know(std::int64_t latent_dim, const ImageShape& image);

  std::string path_;
  bool is_own_ = false, is_conditional_ = false;
  std::vector<std::string> classes_;
  GeneratorFileHints hints_;
  std::optional<ImageShape> asked_image_;  // the caller's hint alone
  std::function<at::Tensor(const at::Tensor& latents, const at::Tensor& labels)> network_;
};

}  // namespace gan
