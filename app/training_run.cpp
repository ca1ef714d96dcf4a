#include "training_run.h"

#include <chrono>
#include <utility>

#include "gan/base/error.h"
#include "gan/storage/write_file.h"
#include "gan/training/training_state.h"
#include "run_record.h"
#include "stop_signal.h"

namespace gan::app {
namespace {

ImageShape shape_of(const ImageSet& data) {
  return {data.images.size(1), data.images.size(2)};
}

std::string shape_text(const at::Tensor& images) {
  return "(" + std::to_string(images.size(0)) + ", " + std::to_string(images.size(1)) + ", " +
         std::to_string(images.size(2)) + ")";
}

std::string epochs_text(std::int64_t epochs) {
  return std::to_string(epochs) + (epochs == 1 ? " epoch" : " epochs");
}

template <class Network>
Network placed(Network network, c10::Device device) {
  network->to(device);
  return network;
}

}  // namespace

TrainingRun::TrainingRun(TrainOptions options, const ImageSet& data, c10::Device device,
                         std::int64_t threads)
    : options_(std::move(options)),
      data_(data),
      device_(device),
      generator_(options_.generator, shape_of(data)),
      discriminator_(options_.discriminator, shape_of(data)),
      record_(record_text(data, device, threads, generator_, discriminator_)),
      trainer_(placed(generator_, device), placed(discriminator_, device),
               RandomBatches(data.images, options_.training.batch_size, device), options_.training),
      narrator_(options_) {}

void TrainingRun::start(RunFolder folder) {
  folder_.emplace(std::move(folder));
  writer_.emplace(*folder_, generator_, discriminator_, options_.training.seed);
  save_checkpoint();
  writer_->start_log();
  write_texts();
}

void TrainingRun::go_on(RunFolder folder, const LoadedCheckpoint& loaded) {
  folder_.emplace(std::move(folder));
  writer_.emplace(*folder_, generator_, discriminator_, options_.training.seed);
  for (const DamagedCheckpoint& damaged : loaded.damaged) {
    narrator_.warn(damaged.reason + "; going on from " + loaded.path);
    try {
      folder_->checkpoints().set_aside(damaged.path);
    } catch (const Error& error) {
      narrator_.warn(error.what());
    }
  }
  rollbacks_ = loaded.checkpoint.rollbacks;
  restore(loaded.checkpoint);
  last_checkpoint_ = loaded.path;
  write_texts();
}

void TrainingRun::write_texts() {
  write_file(folder_->options(), options_text(options_));
  write_file(folder_->record(), record_);
  if (!data_.notice.empty()) narrator_.warn(data_.notice);
  narrator_.say(data_.name + ", " + data_.source);
  narrator_.say(shape_text(data_.images));
}

void TrainingRun::restore(const Checkpoint& checkpoint) {
  trainer_.restore(checkpoint.training);
  writer_->restore(checkpoint.samples, checkpoint.training.epochs);
}

void TrainingRun::train() {
  TrainingEvents events;
  events.should_stop = stop_requested;
  events.after_iteration = [&](std::int64_t epoch, std::int64_t iteration) {
    narrator_.after_iteration(epoch, iteration);
  };
  events.after_epoch = [&](const EpochResult& result) { after_epoch(result); };

  const auto start = std::chrono::steady_clock::now();
  const std::int64_t before = trainer_.epochs_done();
  for (bool done = false; !done;) {
    try {
      done = trainer_.run(events);
      if (done) continue;
      save_checkpoint();
      throw_if_stop_requested("gan train --resume " + folder_->path() + " goes on from " +
                              last_checkpoint_);
    } catch (const Error& error) {
      if (error.code() != Error::Code::diverged) throw;
      roll_back(error);
    }
  }
  const std::chrono::duration<double> elapsed = std::chrono::steady_clock::now() - start;
  const std::int64_t epochs = options_.training.epochs - before;
  narrator_.say("trained " + epochs_text(epochs) + (before > 0 ? " more in " : " in ") +
                duration_text(elapsed.count()) + " on " + device_.str() + "; look at " +
                folder_->grid() + " and " + folder_->contact_sheet());
}

void TrainingRun::after_epoch(const EpochResult& result) {
  writer_->log(result);
  const bool last = result.epoch == options_.training.epochs;
  if (last || result.epoch % options_.output.save_every == 0) writer_->save();
  if (last) writer_->finish();
  if (last || result.epoch % options_.recovery.checkpoint_every == 0) save_checkpoint();
  narrator_.after_epoch(result);
}

void TrainingRun::save_checkpoint() {
  Checkpoint checkpoint;
  checkpoint.options = options_text(options_);
  checkpoint.data_sha256 = data_.sha256;
  checkpoint.data_name = data_.name;
  checkpoint.image = shape_of(data_);
  checkpoint.rollbacks = rollbacks_;
  checkpoint.training = trainer_.state();
  checkpoint.samples = writer_->state();
  last_checkpoint_ = folder_->checkpoints().save(
      {checkpoint.training.epochs, checkpoint.training.iterations}, encode_checkpoint(checkpoint));
}

void TrainingRun::roll_back(const Error& divergence) {
  const RecoveryOptions& recovery = options_.recovery;
  const bool again = recovery.on_divergence == OnDivergence::rollback;
  if (!again || rollbacks_ >= recovery.most_rollbacks)
    throw Error(divergence)
        .hint("the last good checkpoint is " + last_checkpoint_ + "; " +
              (again ? "it went back " + std::to_string(rollbacks_) + " times; "
                     : "--on-divergence rollback goes back by itself; ") +
              "a smaller --learning-rate may help");
  const LoadedCheckpoint loaded = load_newest_checkpoint(folder_->checkpoints());
  ++rollbacks_;
  restore(loaded.checkpoint);
  trainer_.reseed(fresh_seed(options_.training.seed, rollbacks_));
  save_checkpoint();  // so that a resume does not begin to count anew
  narrator_.warn(std::string(divergence.what()) + "; back to " + loaded.path +
                 " with fresh random numbers (" + std::to_string(rollbacks_) + " of " +
                 std::to_string(recovery.most_rollbacks) + ")");
}

}  // namespace gan::app
