#include "run/training_run.h"

#include <chrono>
#include <tuple>
#include <utility>

#include "cli/stop_signal.h"
#include "gan/base/error.h"
#include "gan/base/text.h"
#include "gan/data/class_names.h"
#include "gan/device/device.h"
#include "gan/report/charts/number_text.h"
#include "gan/report/html/html_report.h"
#include "gan/storage/files/write_file.h"
#include "gan/training/collapse.h"
#include "gan/training/training_state.h"
#include "run/processes.h"
#include "run/report_files.h"
#include "run/run_record.h"

namespace gan::app {
namespace {

// The device and the engine, each with the reason for the choice.
std::string device_text(const PreparedTraining& training) {
  const auto& [device, threads] = std::tie(training.device, training.threads);
  const Trainer& trainer = training.trainer;
  std::string text = "on " + device.str();
  if (processes() != nullptr)
    text = "in " + std::to_string(processes()->size()) + " processes, rank 0 " + text;
  if (device.is_cuda()) {
    if (const std::optional<GpuInfo> info = gpu_info(device)) text += ", " + info->name;
  } else {
    text += ", " + std::to_string(threads.count) + (threads.count == 1 ? " thread" : " threads") +
            (threads.limit.empty() ? "" : " (" + threads.limit + ")");
    if (training.options.compute.device == "auto") {
      const std::string reason = reason_for_cpu();  // the rest is for the error of --device cuda
      text += "; no GPU: " + reason.substr(0, reason.find(" ("));
    }
  }
  const std::string separator = device.is_cuda() ? ", " : "; ";
  if (trainer.engine() == "eager") {
    const std::string& reason = trainer.engine_reason();
    text += separator + "the reference iteration" + (reason.empty() ? "" : ", because " + reason);
  } else if (device.is_cuda()) {
    text += separator + "iterations as CUDA graphs, checked against the reference iteration";
  }
  return text;
}

}  // namespace

TrainingRun::TrainingRun(std::unique_ptr<PreparedTraining> training)
    : training_(std::move(training)),
      options_(training_->options),
      data_(training_->data),
      trainer_(training_->trainer),
      console_(options_),
      evaluator_(options_, data_, training_->device) {}

void TrainingRun::start(RunFolder folder) {
  open(std::move(folder));
  save_checkpoint();
  writer_->open_log(0);
  write_texts();
}

void TrainingRun::go_on(RunFolder folder, const LoadedCheckpoint& loaded) {
  open(std::move(folder));
  for (const DamagedCheckpoint& damaged : loaded.damaged) {
    console_.warn(damaged.reason + "; resuming from " + loaded.path);
    try {
      folder_->checkpoints().set_aside(damaged.path);
    } catch (const Error& error) {
      console_.warn(error.what());
    }
  }
  rollbacks_ = loaded.checkpoint.rollbacks;
  restore(loaded);
  last_checkpoint_ = loaded.path;
  write_texts();
  // Repeats an evaluation that was stopped.
  if (!lacks_evaluation(options_, writer_->records(), loaded.checkpoint.training)) return;
  EpochRecord record = writer_->records().back();
  record.evaluation = evaluate(record.result.epoch);
  complete_epoch(record);
}

void TrainingRun::open(RunFolder folder) {
  folder_.emplace(std::move(folder));
  writer_.emplace(*folder_, trainer_.drawing_generator(), training_->discriminator,
                  options_.training.seed, options_.output.tensorboard);
}

void TrainingRun::write_texts() {
  write_file(folder_->options(), options_text(options_));
  write_file(folder_->record(),
             record_text(data_, training_->device, training_->threads.count, trainer_));
  for (const std::string& warning : {data_.notice, data_.pixels.warning, training_->threads.warning,
                                     options_warning(options_.training, options_.architecture)})
    console_.warn(warning);
  std::string about = data_.name + ", " + data_.source;
  for (const std::string& facts : {data_.facts, data_.pixels.facts})
    if (!facts.empty()) about += ", " + facts;
  console_.say(about);
  console_.say(shape_text(data_.images.sizes().vec(), '(', ')'));
  console_.say(device_text(*training_));
  console_.warn(trainer_.engine_notice());
  if (const std::string notice = preset_notice(options_); !notice.empty()) console_.say(notice);
}

void TrainingRun::restore(const LoadedCheckpoint& loaded) {
  const Checkpoint& checkpoint = loaded.checkpoint;
  const auto naming_the_file = [&](const auto& restore) {
    try {
      restore();
    } catch (Error& error) {
      error.at(loaded.path);
      throw;
    }
  };
  naming_the_file([&] { writer_->restore(checkpoint.samples); });
  // In this order: the log draws random numbers, and the trainer then restores its random state.
  writer_->open_log(checkpoint.training.epochs);
  console_.warn(writer_->passed_over());
  naming_the_file([&] { trainer_.restore(checkpoint.training); });
}

void TrainingRun::train() {
  const TrainingEvents events = {[&](std::int64_t epoch, std::int64_t iteration) {
                                   console_.after_iteration(epoch, iteration);
                                 },
                                 [&](const EpochResult& result) { after_epoch(result); },
                                 stop_requested};
  const auto start = std::chrono::steady_clock::now();
  const std::int64_t before = trainer_.epochs_done();
  for (bool done = false; !done;) {
    try {
      done = trainer_.run(events);
      if (done) continue;
      save_checkpoint();
      share_stop_signal();
      throw_if_stop_requested(way_to_go_on());
    } catch (const Error& error) {
      if (error.code() != Error::Code::diverged) throw;
      roll_back(error);
    }
  }
  const std::chrono::duration<double> elapsed = std::chrono::steady_clock::now() - start;
  const std::int64_t epochs = options_.training.epochs - before;
  console_.say("trained " + std::to_string(epochs) + (epochs == 1 ? " epoch" : " epochs") +
               (before > 0 ? " more in " : " in ") + duration_text(elapsed.count()) + " on " +
               training_->device.str() + "; see " + folder_->grid() + " and " + folder_->report());
}

void TrainingRun::after_epoch(const EpochResult& result) {
  EpochRecord record{result, std::nullopt};
  if (wants_evaluation(options_, result.epoch)) {
    try {
      record.evaluation = evaluate(result.epoch);
    } catch (Stopped& stopped) {
      // The epoch is trained. A resume makes its evaluation and what follows from it.
      writer_->log(record);
      save_checkpoint();
      stopped.message += "; " + way_to_go_on();
      throw;
    }
  }
  complete_epoch(record);
}

Evaluation TrainingRun::evaluate(std::int64_t epoch) {
  Evaluation evaluation = evaluator_.evaluate(trainer_.drawing_generator(), epoch);
  write_file(folder_->classifier(), evaluator_.rows_text());
  console_.evaluated(epoch, evaluation);
  return evaluation;
}

// Writes what is due after an epoch.
void TrainingRun::complete_epoch(const EpochRecord& record) {
  const std::int64_t epoch = record.result.epoch;
  const bool last = epoch == options_.training.epochs;
  writer_->log(record);
  if (last || epoch % options_.output.save_every == 0) writer_->save();
  writer_->tell_events();
  if (last) writer_->finish(data_.images);
  if (last || epoch % options_.recovery.checkpoint_every == 0) save_checkpoint();
  console_.after_epoch(record.result);
  if (last) write_file(folder_->report(), html_report(read_report(folder_->path())));
}

std::string TrainingRun::way_to_go_on() const {
  return "gan train --resume " + folder_->path() + " continues from " + last_checkpoint_;
}

std::string TrainingRun::save_checkpoint() {
  const Checkpoint checkpoint = {options_text(options_),
                                 data_.sha256,
                                 data_.name,
                                 data_.shape(),
                                 rollbacks_,
                                 trainer_.state(),
                                 writer_->state(),
                                 training_->generator->classes(),
                                 options_.conditional ? labels_sha256(data_) : ""};
  std::string bytes = encode_checkpoint(checkpoint);
  last_checkpoint_ = folder_->checkpoints().save(
      {checkpoint.training.epochs, checkpoint.training.iterations}, bytes);
  return bytes;
}

void TrainingRun::roll_back(const Error& divergence) {
  const RecoveryOptions& recovery = options_.recovery;
  const bool again = recovery.on_divergence == OnDivergence::rollback;
  if (!again || rollbacks_ >= recovery.most_rollbacks)
    throw Error(divergence)
        .hint("the last good checkpoint is " + last_checkpoint_ + "; " +
              (again ? "rollbacks so far: " + std::to_string(rollbacks_) + "; "
                     : "--on-divergence rollback returns to it; ") +
              "a smaller --learning-rate may help");
  const LoadedCheckpoint loaded = load_newest_checkpoint(folder_->checkpoints());
  ++rollbacks_;
  restore(loaded);
  trainer_.reseed(fresh_seed(options_.training.seed, rollbacks_));
  const std::string bytes = save_checkpoint();  // so that a resume keeps the count
  if (processes() != nullptr) processes()->broadcast(bytes);
  console_.warn(std::string(divergence.what()) + "; rolled back to " + loaded.path +
                " with fresh random numbers (" + std::to_string(rollbacks_) + " of " +
                std::to_string(recovery.most_rollbacks) + ")");
}

}  // namespace gan::app
