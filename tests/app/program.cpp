#include "app/program.h"

#include <algorithm>
#include <csignal>
#include <cstdlib>
#include <fcntl.h>
#include <stdexcept>
#include <sys/resource.h>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

namespace gan::test {
namespace {

void redirect(const std::string& path, int target) {
  const int file = ::open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0666);
  if (file < 0 || ::dup2(file, target) < 0) ::_exit(127);
}

}  // namespace

RunningProgram::RunningProgram(std::vector<std::string> words, const Environment& environment) {
  const std::string output = folder_ / "output", errors = folder_ / "errors";
  std::vector<char*> pointers;
  for (std::string& word : words) pointers.push_back(word.data());
  pointers.push_back(nullptr);
  process_ = ::fork();
  if (process_ < 0) throw std::runtime_error("fork failed");
  if (process_ > 0) return;
  redirect(output, STDOUT_FILENO);
  redirect(errors, STDERR_FILENO);
  ::setenv("XDG_CACHE_HOME", (folder_ / "cache").c_str(), 1);
  ::setenv("MNIST_MIRROR", "http://127.0.0.1:9/", 1);
  ::unsetenv("MNIST_DIR");
  for (const auto& [name, value] : environment) {
    if (value.empty())
      ::unsetenv(name.c_str());
    else
      ::setenv(name.c_str(), value.c_str(), 1);
  }
  ::execv(words.front().c_str(), pointers.data());
  ::_exit(127);
}

RunningProgram::~RunningProgram() {
  if (process_ < 0) return;
  ::kill(process_, SIGKILL);
  reap(0);
}

void RunningProgram::signal(int number) const {
  if (process_ > 0) ::kill(process_, number);
}

bool RunningProgram::ended(std::chrono::milliseconds patience) {
  const auto end = std::chrono::steady_clock::now() + patience;
  while (process_ > 0) {
    reap(WNOHANG);
    if (process_ < 0 || std::chrono::steady_clock::now() >= end) break;
    std::this_thread::sleep_for(std::chrono::milliseconds(1));
  }
  return process_ < 0;
}

// One that is killed at once has not yet made the file.
std::string RunningProgram::text(const std::string& name) const {
  return std::filesystem::exists(folder_ / name) ? read_file(folder_ / name) : "";
}

Outcome RunningProgram::finish() {
  reap(0);
  outcome_.output = text("output");
  outcome_.errors = errors();
  return outcome_;
}

void RunningProgram::reap(int options) {
  int status = 0;
  rusage usage{};
  if (process_ < 0 || ::wait4(process_, &status, options, &usage) != process_) return;
  process_ = -1;
  outcome_.exit_code = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
  outcome_.peak_kib = usage.ru_maxrss;
}

Outcome run_gan(const std::vector<std::string>& arguments, const Environment& environment) {
  return RunningProgram(gan_words(arguments), environment).finish();
}

std::vector<std::string> gan_words(const std::vector<std::string>& arguments) {
  std::vector<std::string> words = {GAN_BINARY};
  words.insert(words.end(), arguments.begin(), arguments.end());
  return words;
}

long lines(const std::string& text) {
  return std::count(text.begin(), text.end(), '\n');
}

std::string refusal_line(const std::vector<std::string>& arguments, int exit_code) {
  const Outcome outcome = run_gan(arguments);
  EXPECT_EQ(outcome.exit_code, exit_code) << outcome.errors;
  EXPECT_EQ(lines(outcome.errors.substr(outcome.errors.find("gan: "))), 1) << outcome.errors;
  return outcome.errors;
}

}  // namespace gan::test
