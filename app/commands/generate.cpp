#include <cmath>
#include <iostream>

#include <torch/types.h>

#include "cli/notice.h"
#include "cli/stop_signal.h"
#include "commands/commands.h"
#include "commands/generate_input.h"
#include "commands/generate_options.h"
#include "commands/generator_images.h"
#include "gan/base/error.h"
#include "gan/data/class_names.h"
#include "gan/data/formats/idx.h"
#include "gan/data/formats/npy_writer.h"
#include "gan/device/device.h"
#include "gan/report/pictures/animation.h"
#include "gan/report/pictures/image_grid.h"
#include "gan/report/pictures/png.h"
#include "gan/storage/files/write_file.h"
#include "gan/storage/generator_file.h"
#include "run/compute_device.h"
#include "run/picture_folder.h"

namespace gan::app {
namespace {

constexpr std::int64_t kImagesOfEachClass = 10;  // unless --count says another number
constexpr int kImageMilliseconds = 100;

std::string encode_raw(const std::string& name, const at::Tensor& images) {
  if (!ends_with(name, ".idx")) return encode_npy(images.sizes().vec(), images.data_ptr<float>());
  const at::Tensor bytes =
      (images * 127.5 + 127.5).round().clamp(0, 255).nan_to_num(0).to(torch::kUInt8).contiguous();
  return encode_idx(bytes.sizes().vec(), bytes.data_ptr<std::uint8_t>());
}

// By default, the grid is about a square, or has a row for each class.
std::int64_t columns(const GenerateOptions& options) {
  if (options.columns > 0) return options.columns;
  if (options.draws_each_class()) return options.count;
  return std::llround(std::ceil(std::sqrt(static_cast<double>(options.count))));
}

// Numbered from 1 on in the order in which they were drawn.
void write_images(const GenerateOptions& options, const GeneratorFile& generator,
                  const GeneratorInput& input, const at::Tensor& images) {
  watch_stop_signals();
  std::vector<std::string> classes = generator.classes();
  if (input.labels.defined() && classes.empty())
    classes = numbered_classes(input.labels.max().item<std::int64_t>() + 1);
  classes = folder_names(classes);
  const auto name_of = [&](std::int64_t i) {
    std::string name = picture_name(i + 1);
    if (!input.labels.defined()) return name;
    return classes[static_cast<std::size_t>(input.labels[i].item<std::int64_t>())] + "/" + name;
  };
  write_picture_folder({options.images_to, "--images-to", options.overwrite, classes},
                       images.size(0), name_of, [&](std::int64_t i) {
                         return image_grid(images.narrow(0, i, 1), /*columns=*/1, /*scale=*/1);
                       });
}

// From one end to the other and back.
std::vector<Image> frames(const GenerateOptions& options, const at::Tensor& images) {
  const at::Tensor steps = images.unflatten(0, {-1, options.interpolate});
  std::vector<Image> frames;
  for (std::int64_t step = 0; step < options.interpolate; ++step)
    frames.push_back(image_grid(steps.select(1, step), columns(options)));
  for (std::int64_t step = options.interpolate - 2; step > 0; --step)
    frames.push_back(frames[static_cast<std::size_t>(step)]);
  return frames;
}

}  // namespace

void generate(const Arguments& arguments) {
  GenerateOptions options;
  const auto flags =
      read_flags("generate", "Draws images with a trained generator.", options.groups(), arguments);
  if (!flags) return;
  if (options.draws_each_class() && !flags->has("count")) options.count = kImagesOfEachClass;
  check(options);

  const AskedPixelRange asked = parse_pixel_range(options.pixel_range, "--pixel-range");
  for (const std::string& output : {options.out, options.raw, options.animation})
    if (!output.empty()) check_writable(output);
  warn(set_threads(options.compute.threads).warning);
  const GeneratorFile generator(options.checkpoint, compute_device(options.compute),
                                generator_hints(options.latent_dim, options.image_size));
  const GeneratorInput input = draw_input(options, generator);
  const DrawnImages drawn = draw_images(generator, input.latents, input.labels, asked);
  const at::Tensor& images = drawn.images;
  warn(drawn.warning);
  std::ostream& facts = facts_beside({options.out, options.raw, options.animation});
  if (!drawn.facts.empty()) facts << options.checkpoint << ": " << drawn.facts << "\n";
  if (!options.raw.empty()) {
    write_file(options.raw, encode_raw(options.raw, images));
    facts << options.raw << ": " << images.sizes() << "\n";
  }
  if (!options.images_to.empty()) {
    write_images(options, generator, input, images);
    facts << options.images_to << ": " << images.size(0) << " images\n";
  }
  if (!options.out.empty()) {
    // With --interpolate, each pair has a row by default.
    const bool pairs = options.interpolate > 0 && options.columns == 0;
    const Image picture = image_grid(images, pairs ? options.interpolate : columns(options));
    write_file(options.out, encode_png(picture));
    facts << options.out << ": " << images.size(0) << " images\n";
  }
  if (!options.animation.empty()) {
    const std::vector<Image> shown = frames(options, images);
    write_file(options.animation, encode_apng(shown, kImageMilliseconds, kImageMilliseconds));
    facts << options.animation << ": " << shown.size() << " frames\n";
  }
}

}  // namespace gan::app
