#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <fcntl.h>
#include <iostream>
#include <new>
#include <unistd.h>

#include "cli/build_info.h"
#include "cli/stop_signal.h"
#include "commands/commands.h"
#include "gan/base/error.h"
#include "gan/base/nearest.h"
#include "gan/base/torch_error.h"
#include "run/processes.h"

namespace gan::app {
namespace {

struct Command {
  const char* name;
  const char* summary;
  void (*run)(const Arguments&);
};

constexpr Command kCommands[] = {
    {"train", "train a generator and a discriminator", train},
    {"generate", "draw images with a trained generator", generate},
    {"evaluate", "measure the quality of a generator or of a set of images", evaluate},
    {"compare", "show the results of several runs side by side", compare},
    {"report", "write a run's report, an HTML page", report},
    {"summary", "show the layers and parameters of the networks", summary},
    {"synthetic", "draw coloured pictures with classes, to try the training on", synthetic},
};

std::string overview() {
  std::string text =
      "gan: generative adversarial training\n\nUsage:\n  gan COMMAND [flags]\n\nCommands:\n";
  for (const Command& command : kCommands) {
    std::string name = command.name;
    name.resize(11, ' ');
    text += "  " + name + command.summary + "\n";
  }
  return text +
         "  help       show the flags of a command: gan help COMMAND [--all]\n"
         "  --version  show the versions of gan, LibTorch and CUDA\n\n"
         "Try:\n"
         "  gan train --epochs 2 --log-every 1 --out out\n"
         "  gan generate --checkpoint out/gan_gen.pt --out digits.png\n"
         "  gan train --preset quality --out out-quality\n\n"
         "Exit codes: 0 done, 1 failed, 2 wrong usage, 3 diverged, 128 + N stopped by signal N.\n";
}

const Command& find_command(const std::string& name) {
  std::vector<std::string> names = {"help", "--help", "--version"};
  std::string known;
  for (const Command& command : kCommands) {
    if (command.name == name) return command;
    names.emplace_back(command.name);
    known += std::string(command.name) + ", ";
  }
  const std::string meant = did_you_mean(name, names);
  throw Error::usage("reading the command")
      .expected(known + "or help")
      .found("\"" + name + "\"")
      .hint(meant.empty() ? "gan --help lists them" : meant);
}

int run(Arguments arguments) {
  if (arguments.empty()) {
    std::cerr << overview();
    return static_cast<int>(Error::Code::usage);
  }
  const std::string name = arguments.front();
  arguments.erase(arguments.begin());
  const bool help = name == "help" || name == "--help" || name == "-h";
  const bool about_help =
      arguments.empty() || arguments.front() == "help" || arguments.front() == "--help";
  if (help && about_help) {
    std::cout << overview();
  } else if (help) {
    const Command& command = find_command(arguments.front());
    arguments.front() = "--help";
    command.run(arguments);
  } else if (name == "--version") {
    std::cout << version_text();
  } else {
    find_command(name).run(arguments);
  }
  return 0;
}

int fail(const std::string& message, int code = static_cast<int>(Error::Code::failed)) {
  std::cout.flush();
  const Ending ending = end_processes(code);
  const std::string line = "gan: " + ending.prefix + message + "\n";
  if (ending.tells) static_cast<void>(!write(ending.error_stream, line.data(), line.size()));
  return ending.code;
}

// Opens /dev/null for each closed standard stream. Otherwise a file could get the stream's number,
// and messages would be written into that file. Opened for reading only, so that writing still
// fails.
void occupy_standard_streams() {
  for (int lowest = 0; lowest >= 0 && lowest <= STDERR_FILENO;)
    lowest = open("/dev/null", O_RDONLY);
}

// The terminate handler: LibTorch throws from destructors and noexcept functions if memory runs out
// while it writes.
[[noreturn]] void end_in_one_line() {
  std::string found = "an error that could not be handled";
  try {
    if (std::current_exception()) std::rethrow_exception(std::current_exception());
  } catch (const std::exception& error) {
    found = first_line(error);
  } catch (...) {
  }
  std::_Exit(
      fail("ended by " + found + "; if memory is short, try smaller networks or --batch-size"));
}

int run_to_the_end(Arguments arguments) {
  try {
    // Writing beyond the limit of `ulimit -f` then fails, and does not end the program.
    std::signal(SIGXFSZ, SIG_IGN);
    std::set_terminate(end_in_one_line);
    occupy_standard_streams();
    const int code = run(std::move(arguments));
    if (!std::cout.flush()) return fail("writing to standard output failed");
    return code;
  } catch (const Error& error) {
    return fail(error.what(), static_cast<int>(error.code()));
  } catch (const Stopped& stopped) {
    return fail(stopped.message, 128 + stopped.signal);
  } catch (const GroupEnded& ended) {
    return end_processes(ended.code).code;
  } catch (const std::bad_alloc&) {
    return fail("not enough memory; try smaller networks or --batch-size");
  } catch (const std::exception& error) {
    const std::string text = error.what();
    return fail("unexpected error: " + text.substr(0, text.find('\n')));
  }
}

}  // namespace
}  // namespace gan::app

int main(int argc, char** argv) {
  const int code = gan::app::run_to_the_end({argv + 1, argv + argc});
  // Skips the destructors of LibTorch, which take a tenth of a second.
  std::fflush(nullptr);
  std::_Exit(code);
}
