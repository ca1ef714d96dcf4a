// Checks and settings that must come before the constructors of the libraries, which take a fifth
// of a second. Called from .preinit_array (System V ABI, "Initialization and Termination
// Functions").
#include <cerrno>
#include <climits>
#include <string_view>
#include <sys/auxv.h>
#include <unistd.h>

namespace gan::app {
namespace {

constexpr std::size_t kMostVariables = 4096;

// If the current folder was removed, relative paths fail, and MKL (a part of LibTorch) ends the
// process with an error about a library that it cannot load.
void check_current_folder() {
  constexpr char kGone[] =
      "gan: starting: the current folder: expected an existing one, found a removed one; cd to "
      "another\n";
  char folder[PATH_MAX];
  if (getcwd(folder, sizeof folder) != nullptr || errno != ENOENT) return;
  static_cast<void>(!write(STDERR_FILENO, kGone, sizeof kGone - 1));
  _exit(1);
}

// The OpenMP threads of LibTorch wait for each other by spinning. If another program or a
// container's quota takes one of their cores, the spinning threads use up the time of the others,
// and work takes a hundred times as long. libgomp reads OMP_WAIT_POLICY only while it is loaded, so
// the program executes itself again with that variable set.
void wait_asleep(char** arguments, char** environment) {
  static char passive[] = "OMP_WAIT_POLICY=passive";
  static char* extended[kMostVariables + 2];
  std::size_t count = 0;
  for (; environment[count] != nullptr; ++count) {
    const std::string_view variable = environment[count];
    const bool decided =
        variable.rfind("OMP_WAIT_POLICY=", 0) == 0 || variable.rfind("GOMP_SPINCOUNT=", 0) == 0;
    if (decided || count == kMostVariables) return;
    extended[count] = environment[count];
  }
  extended[count] = passive;
  // AT_BASE is 0 if the dynamic loader was started directly, as `ld.so gan`.
  if (getauxval(AT_BASE) == 0) return;
  // NOLINTNEXTLINE(performance-no-int-to-ptr): the kernel passes the address as a number
  const auto* const program = reinterpret_cast<const char*>(getauxval(AT_EXECFN));
  if (program != nullptr) execve(program, arguments, extended);
}

void before_libraries(int, char** arguments, char** environment) {
  check_current_folder();
  wait_asleep(arguments, environment);
}

[[gnu::section(".preinit_array"), gnu::used]] void (*const run_first)(int, char**,
                                                                      char**) = before_libraries;

}  // namespace
}  // namespace gan::app
