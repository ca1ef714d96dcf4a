#include <chrono>
#include <csignal>
#include <filesystem>
#include <iostream>
#include <utility>

#include <nlohmann/json.hpp>

#include "cli/build_info.h"
#include "cli/stop_signal.h"
#include "commands/commands.h"
#include "commands/train_options.h"
#include "gan/base/error.h"
#include "gan/base/torch_error.h"
#include "gan/storage/checkpoint.h"
#include "run/prepare_training.h"
#include "run/processes.h"
#include "run/run_evaluator.h"
#include "run/run_record.h"
#include "run/train_along.h"
#include "run/training_run.h"

namespace gan::app {
namespace {

// Tells the processes beside rank 0 what to train: the options, and the checkpoint of a resumed
// run.
void tell_plan(TrainOptions& options, const Checkpoint* resumed) {
  if (processes() == nullptr) return;
  processes()->broadcast(options_text(options));
  processes()->broadcast(resumed == nullptr ? "" : encode_checkpoint(*resumed));
}

// Tells them that there is nothing to train.
void tell_no_plan() {
  if (processes() != nullptr) processes()->broadcast("");
}

void start(TrainOptions& options) {
  tell_plan(options, nullptr);
  TrainingRun run(prepare_training(options, nullptr));
  // Replaces an existing run only now, after all steps that can fail.
  run.start(
      {options.output.out, options.overwrite ? RunFolder::Use::overwrite : RunFolder::Use::fresh});
  run.train();
}

// The folder of the run to resume; empty for a new run.
std::string resumed_folder(const TrainOptions& given) {
  if (!given.resume.empty()) return given.resume;
  const RunPaths out(given.output.out);
  return given.resume_if_present && !out.checkpoints().newest_first().empty() ? out.path() : "";
}

TrainOptions options_of(const LoadedCheckpoint& loaded) {
  TrainOptions options;
  try {
    read_options(loaded.checkpoint.options, "its options", options);
    options.training.check();
  } catch (const Error& error) {  // a wrong file is not a usage error
    throw Error("reading a checkpoint").at(loaded.path).found(error.what());
  }
  return options;
}

void resume(const GivenFlags& flags, const std::string& path) {
  RunFolder folder(path, RunFolder::Use::resume);
  const LoadedCheckpoint loaded = load_newest_checkpoint(folder.checkpoints());
  const TrainOptions started = options_of(loaded);
  check_same_run(folder.options(), started, loaded.path);
  TrainOptions options = resolve_resumed(flags, started);
  const std::int64_t done = loaded.checkpoint.training.epochs;
  if (options.training.epochs < done)
    throw Error::usage("resuming a run")
        .at("--epochs")
        .expected("at least the " + std::to_string(done) + " epochs trained already")
        .found(std::to_string(options.training.epochs))
        .hint("give as many or more, or start a new run in another --out");
  if (options.dry_run) {
    std::cout << options_text(options);
    tell_no_plan();
    return;
  }
  const bool all_done =
      options.training.epochs == done &&
      (!std::filesystem::exists(folder.log()) ||
       !lacks_evaluation(options, read_metrics_log(folder.log()), loaded.checkpoint.training));
  if (all_done) {
    if (!options.quiet)
      std::cout << path << ": trained " << done << (done == 1 ? " epoch" : " epochs")
                << " already; --epochs N trains more\n";
    tell_no_plan();
    return;
  }
  const std::int64_t epochs = options.training.epochs;
  tell_plan(options, &loaded.checkpoint);
  TrainingRun run(prepare_training(std::move(options), &loaded.checkpoint));
  run.go_on(std::move(folder), loaded);
  if (epochs > done) run.train();
}

// In a process beside rank 0: trains as rank 0 plans to, with this process's own data and device.
void train_beside(const GivenFlags& flags) {
  const std::string plan = processes()->broadcast("");
  if (plan.empty()) return;
  TrainOptions options;
  read_options(plan, "the options of rank 0", options);
  override_data(options.data, flags);
  flags.apply(all_fields(options.groups()));
  std::optional<Checkpoint> checkpoint;
  if (const std::string bytes = processes()->broadcast(""); !bytes.empty())
    checkpoint = decode_checkpoint(bytes, "the checkpoint of rank 0");
  const Checkpoint* const resumed = checkpoint ? &*checkpoint : nullptr;
  train_along(*prepare_training(std::move(options), resumed), resumed);
}

// Processes may differ in where they find the data and in how they compute.
void check_same_command(const GivenFlags& flags, const TrainOptions& options) {
  if (processes() == nullptr) return;
  processes()->set_timeout(std::chrono::seconds(options.collective_timeout));
  require_same("the version", version_json().dump(), "install the same one on each machine");
  require_same("the flags", flags.text_without({"data", "device", "threads"}),
               "start each process by the same command");
}

void train_by(const GivenFlags& flags, const TrainOptions& described) {
  check_same_command(flags, described);
  if (!is_first_process()) return train_beside(flags);
  const std::string resumed = resumed_folder(described);
  TrainOptions options = resumed.empty() ? resolve(flags) : TrainOptions();
  if (options.dry_run) {
    std::cout << options_text(options);
    tell_no_plan();
    return;
  }
  watch_stop_signals();
  resumed.empty() ? start(options) : resume(flags, resumed);
}

}  // namespace

void train(const Arguments& arguments) {
  try {
    // Training continues if the reader of the output ends (gan train | head).
    std::signal(SIGPIPE, SIG_IGN);
    join_processes();
    TrainOptions described;
    const auto flags =
        read_flags("train", "Trains a GAN on MNIST, or on your own images by --data.",
                   described.groups(), arguments);
    if (flags) train_by(*flags, described);
    leave_processes();
  } catch (const Error&) {
    throw;
  } catch (const GroupEnded&) {
    throw;
  } catch (const std::bad_alloc&) {
    throw;
  } catch (const std::exception& error) {
    if (!is_out_of_memory(error)) throw Error("training").found(first_line(error));
    // LibTorch appends statistics and advice on its own settings.
    const std::string text = first_line(error);
    throw Error("training")
        .found(text.substr(0, text.find(" Including non-PyTorch")))
        .hint("smaller networks or --batch-size need less memory");
  }
}

}  // namespace gan::app
