#include "run_writer.h"

#include <utility>

#include <torch/types.h>
#include <torch/utils.h>

#include "gan/base/error.h"
#include "gan/models/latents.h"
#include "gan/report/image_grid.h"
#include "gan/report/loss_plot.h"
#include "gan/report/png.h"
#include "gan/storage/torchscript_export.h"
#include "gan/storage/write_file.h"
#include "sheet_tensors.h"

namespace gan::app {
namespace {

constexpr std::int64_t kDigitsInARow = 5;
constexpr std::int64_t kGridColumns = 10;
constexpr const char* kLatents = "latents";

}  // namespace

RunWriter::RunWriter(const RunFolder& folder, Generator generator, Discriminator discriminator,
                     std::int64_t seed)
    : folder_(folder),
      generator_(std::move(generator)),
      discriminator_(std::move(discriminator)),
      latents_(
          seeded_latents(kGridColumns * kGridColumns, generator_->options().latent_dim, seed)) {}

void RunWriter::start_log() {
  log_.emplace(folder_.log());
}

NamedTensors RunWriter::state() const {
  NamedTensors state = contact_sheet_tensors(contact_sheet_.state());
  state[kLatents] = latents_;
  return state;
}

void RunWriter::restore(const NamedTensors& state, std::int64_t epochs) {
  const auto latents = state.find(kLatents);
  if (latents == state.end() || latents->second.sizes() != latents_.sizes())
    throw Error("resuming a run").expected("the samples' latents").found("none or others");
  latents_ = latents->second.clone();
  contact_sheet_ = ContactSheet(contact_sheet_state(state));
  log_.emplace(folder_.log(), epochs);
  results_ = read_metrics_log(folder_.log());
}

void RunWriter::log(const EpochResult& result) {
  log_->append(result);
  results_.push_back(result);
}

void RunWriter::save() {
  const std::int64_t epoch = results_.back().epoch;
  const at::Tensor row = draw(latents_.narrow(0, 0, kDigitsInARow));
  write_file(folder_.sample(epoch), encode_png(image_grid(row, kDigitsInARow)));
  contact_sheet_.add(epoch, image_grid(row, kDigitsInARow, 1));
  write_file(folder_.contact_sheet(), encode_png(contact_sheet_.draw()));
  write_file(folder_.loss_plot(), loss_plot_svg(results_));
  write_file(folder_.generator(), export_generator(generator_));
  write_file(folder_.discriminator(), export_discriminator(discriminator_));
}

void RunWriter::finish() {
  write_file(folder_.grid(), encode_png(image_grid(draw(latents_), kGridColumns)));
}

at::Tensor RunWriter::draw(const at::Tensor& latents) {
  const torch::NoGradGuard no_grad;
  generator_->eval();
  const at::Tensor images =
      generator_->forward(latents.to(generator_->dense()[0]->weight.device()));
  generator_->train();
  const ImageShape shape = generator_->image();
  return images.to(torch::kCPU).view({-1, shape.height, shape.width});
}

}  // namespace gan::app
