#include "run/run_writer.h"

#include <algorithm>
#include <filesystem>
#include <utility>

#include <torch/types.h>

#include "commands/generator_images.h"
#include "gan/base/error.h"
#include "gan/data/image_tensor.h"
#include "gan/evaluation/classifier/classifier.h"
#include "gan/evaluation/evaluation.h"
#include "gan/evaluation/measures/nearest_neighbours.h"
#include "gan/networks/latents.h"
#include "gan/networks/named_tensors.h"
#include "gan/report/logs/loss_chart.h"
#include "gan/report/pictures/animation.h"
#include "gan/report/pictures/image_grid.h"
#include "gan/report/pictures/png.h"
#include "gan/storage/files/read_file.h"
#include "gan/storage/files/write_file.h"
#include "gan/storage/torchscript/torchscript_export.h"
#include "run/picture_input.h"
#include "run/sheet_tensors.h"

namespace gan::app {
namespace {

constexpr std::int64_t kDigitsInARow = 5;
constexpr std::int64_t kGridColumns = 10;
constexpr std::int64_t kPaths = 8;  // of the interpolation
constexpr std::int64_t kMostInARow = 10;
constexpr std::size_t kLargestSample = 64 << 20;
constexpr int kFrameMilliseconds = 200;
constexpr int kLastFrameMilliseconds = 2000;
constexpr const char* kLatents = "latents";
constexpr const char* kBestEpoch = "best.epoch";
constexpr const char* kBestDistance = "best.distance";
constexpr const char* kBestClassifier = "best.classifier";
constexpr const char* kFormerBestClassifier = "best.judge";  // of older versions
constexpr const char* kBestPrefix = "best.";

at::Tensor bytes_of(const std::string& text) {
  return torch::tensor(std::vector<std::uint8_t>(text.begin(), text.end()), torch::kUInt8);
}

Error wrong_samples() {
  return Error("restoring the samples");
}

std::int64_t class_count(const Generator& generator) {
  return static_cast<std::int64_t>(generator->classes().size());
}

// In a row of the contact sheet: one of each class, if they are not too many.
std::int64_t images_in_a_row(const Generator& generator) {
  return std::clamp(class_count(generator), kDigitsInARow, kMostInARow);
}

// A row of the contact sheet has this size and these channels.
Image empty_row(const Generator& generator) {
  const std::int64_t count = images_in_a_row(generator);
  return image_grid(torch::zeros(sizes_of(count, generator->image())), count, 1);
}

at::Tensor drawn(const Generator& generator, const PictureInput& input) {
  return drawn_images(generator, input.latents, input.labels);
}

// The best generator's tensors; empty if none was measured yet.
NamedTensors best_in(const NamedTensors& tensors, const Generator& like) {
  if (tensors.count(kBestEpoch) == 0) return {};
  NamedTensors best = named_tensors(*like, kBestPrefix);
  best[kBestEpoch] = torch::zeros({1}, torch::kInt64);
  best[kBestDistance] = torch::zeros({1}, torch::kFloat64);
  best[kBestClassifier] = torch::zeros({64}, torch::kUInt8);
  for (auto& [name, tensor] : best) {
    const bool former = name == kBestClassifier && tensors.count(kFormerBestClassifier) != 0;
    tensor = find_tensor(tensors, former ? kFormerBestClassifier : name, tensor, wrong_samples())
                 .clone();
  }
  return best;
}

}  // namespace

RunWriter::RunWriter(const RunFolder& folder, Generator generator, Discriminator discriminator,
                     std::int64_t seed, bool events)
    : folder_(folder),
      generator_(std::move(generator)),
      discriminator_(std::move(discriminator)),
      latents_(seeded_latents(kGridColumns * kGridColumns, generator_->options().latent_dim, seed)),
      wants_events_(events) {}

void RunWriter::restore(const NamedTensors& state) {
  latents_ = find_tensor(state, kLatents, latents_, wrong_samples()).clone();
  contact_sheet_ = ContactSheet(contact_sheet_state(state));
  best_ = best_in(state, generator_);
  const std::vector<Image>& rows = contact_sheet_.state().rows;
  if (!rows.empty() && !rows.front().same_shape(empty_row(generator_)))
    throw wrong_samples()
        .expected("a contact sheet of images of " + size_text(generator_->image()) + " pixels")
        .found("another size");
}

void RunWriter::open_log(std::int64_t epochs) {
  log_.emplace(folder_.log(), epochs);
  if (wants_events_) events_.emplace(folder_.events(), epochs);
  records_ = read_metrics_log(folder_.log());
  // best_gen.pt may come from an epoch after the last checkpoint.
  if (best_.empty()) {
    std::error_code none_there;
    std::filesystem::remove(folder_.best_generator(), none_there);
    return;
  }
  Generator best(generator_->options(), generator_->image(), generator_->architecture(),
                 generator_->classes());
  assign_tensors(*best, best_, kBestPrefix, wrong_samples());
  write_file(folder_.best_generator(), export_generator(best));
}

NamedTensors RunWriter::state() const {
  NamedTensors state = contact_sheet_tensors(contact_sheet_.state());
  state.insert(best_.begin(), best_.end());
  state[kLatents] = latents_;
  return state;
}

bool RunWriter::is_best(const Evaluation& evaluation) const {
  return best_.empty() ||
         !torch::equal(best_.at(kBestClassifier), bytes_of(evaluation.features_hash)) ||
         evaluation.frechet_distance.value < best_.at(kBestDistance).item<double>();
}

void RunWriter::log(const EpochRecord& record) {
  const bool again = !records_.empty() && records_.back().result.epoch == record.result.epoch;
  if (again) {
    log_->replace_last(record);
    records_.back() = record;
  } else {
    log_->append(record);
    records_.push_back(record);
  }
  if (!record.evaluation || !is_best(*record.evaluation)) return;
  best_ = copies_of(named_tensors(*generator_, kBestPrefix));
  best_[kBestEpoch] = torch::tensor({record.result.epoch}, torch::kInt64);
  best_[kBestDistance] =
      torch::tensor({record.evaluation->frechet_distance.value}, torch::kFloat64);
  best_[kBestClassifier] = bytes_of(record.evaluation->features_hash);
  write_file(folder_.best_generator(), export_generator(generator_));
}

void RunWriter::save() {
  const std::int64_t epoch = records_.back().result.epoch;
  const std::int64_t classes = class_count(generator_);
  const PictureInput rows = rows_of_classes(latents_, /*rows=*/1, kDigitsInARow, classes);
  write_file(folder_.sample(epoch), encode_png(image_grid(drawn(generator_, rows), rows.columns)));
  // An epoch that is measured only on resume may have been saved before.
  const std::vector<std::int64_t>& shown = contact_sheet_.state().epochs;
  if (shown.empty() || shown.back() < epoch) {
    const PictureInput row = one_row(latents_, images_in_a_row(generator_), classes);
    contact_sheet_.add(epoch, image_grid(drawn(generator_, row), row.columns, 1));
  }
  write_file(folder_.contact_sheet(), encode_png(contact_sheet_.draw()));
  write_file(folder_.loss_plot(), line_chart_svg(loss_chart(records_), ChartPlace::file));
  write_file(folder_.generator(), export_generator(generator_));
  write_file(folder_.discriminator(), export_discriminator(discriminator_));
}

void RunWriter::tell_events() {
  if (!events_) return;
  for (const EpochRecord& record : records_) {
    if (record.result.epoch <= events_->last_epoch()) continue;
    const std::string sample = folder_.sample(record.result.epoch);
    events_->append(record, std::filesystem::exists(sample) ? read_file(sample, kLargestSample)
                                                            : std::string());
  }
}

void RunWriter::finish(const at::Tensor& training_images) {
  const std::int64_t classes = class_count(generator_);
  const PictureInput grid = rows_of_classes(latents_, kGridColumns, kGridColumns, classes);
  write_file(folder_.grid(), encode_png(image_grid(drawn(generator_, grid), grid.columns)));

  PictureInput path = one_row(latents_, kPaths, classes);  // to the latents that follow
  path.latents =
      interpolate_latents(path.latents, latents_.narrow(0, kPaths, kPaths), kGridColumns);
  if (classes > 0) path.labels = path.labels.repeat_interleave(kGridColumns);
  write_file(folder_.interpolation(),
             encode_png(image_grid(drawn(generator_, path), kGridColumns)));

  const at::Tensor samples = drawn(generator_, one_row(latents_, kGridColumns, classes));
  const at::Tensor nearest = nearest_neighbours(samples, training_images, kGridColumns).index;
  const at::Tensor pairs =
      torch::cat({samples, scaled_images(training_images.index_select(0, nearest))});
  write_file(folder_.neighbours(), encode_png(image_grid(pairs, kGridColumns)));

  write_file(folder_.animation(), encode_apng(training_frames(contact_sheet_.state()),
                                              kFrameMilliseconds, kLastFrameMilliseconds));
}

}  // namespace gan::app
