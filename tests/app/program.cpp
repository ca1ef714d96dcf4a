#include "app/program.h"

#include <algorithm>
#include <cstdlib>
#include <fcntl.h>
#include <stdexcept>
#include <sys/wait.h>
#include <unistd.h>

#include "files.h"

namespace gan::test {
namespace {

void redirect(const std::string& path, int target) {
  const int file = ::open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0666);
  if (file < 0 || ::dup2(file, target) < 0) ::_exit(127);
}

}  // namespace

Outcome run_gan(const std::vector<std::string>& arguments,
                const std::vector<std::pair<std::string, std::string>>& environment) {
  TempFolder folder;
  const std::string output = folder / "output", errors = folder / "errors";
  std::vector<std::string> words = {GAN_BINARY};
  words.insert(words.end(), arguments.begin(), arguments.end());
  std::vector<char*> pointers;
  for (std::string& word : words) pointers.push_back(word.data());
  pointers.push_back(nullptr);

  const pid_t child = ::fork();
  if (child < 0) throw std::runtime_error("fork failed");
  if (child == 0) {
    redirect(output, STDOUT_FILENO);
    redirect(errors, STDERR_FILENO);
    ::setenv("XDG_CACHE_HOME", (folder / "cache").c_str(), 1);
    ::setenv("MNIST_MIRROR", "http://127.0.0.1:9/", 1);
    ::unsetenv("MNIST_DIR");
    for (const auto& [name, value] : environment) {
      if (value.empty())
        ::unsetenv(name.c_str());
      else
        ::setenv(name.c_str(), value.c_str(), 1);
    }
    ::execv(GAN_BINARY, pointers.data());
    ::_exit(127);
  }
  int status = 0;
  ::waitpid(child, &status, 0);
  Outcome outcome;
  outcome.exit_code = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
  outcome.output = read_file(output);
  outcome.errors = read_file(errors);
  return outcome;
}

long lines(const std::string& text) {
  return std::count(text.begin(), text.end(), '\n');
}

}  // namespace gan::test
