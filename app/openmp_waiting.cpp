// The threads of LibTorch's OpenMP wait for each other awake. Where another program or a
// container's quota takes one of their cores, the others burn its time, and work takes a hundred
// times as long. libgomp reads how to wait from the environment while it is loaded, before main. So
// the program starts itself once more with that said: from .preinit_array (System V ABI,
// "Initialization and Termination Functions"), ahead of all libraries' constructors, which take a
// fifth of a second.
#include <cstring>
#include <sys/auxv.h>
#include <unistd.h>

namespace gan::app {
namespace {

constexpr std::size_t kMostVariables = 4096;

bool is_set(const char* variable, const char* name) {
  const std::size_t length = std::strlen(name);
  return std::strncmp(variable, name, length) == 0 && variable[length] == '=';
}

void wait_asleep(int, char** arguments, char** environment) {
  static char passive[] = "OMP_WAIT_POLICY=passive";
  static char* extended[kMostVariables + 2];
  std::size_t count = 0;
  for (; environment[count] != nullptr; ++count) {
    const bool decided = is_set(environment[count], "OMP_WAIT_POLICY") ||
                         is_set(environment[count], "GOMP_SPINCOUNT");
    if (decided || count == kMostVariables) return;
    extended[count] = environment[count];
  }
  extended[count] = passive;
  // Without an interpreter the dynamic loader itself was started, as `ld.so gan`.
  if (getauxval(AT_BASE) == 0) return;
  const auto* const program = reinterpret_cast<const char*>(getauxval(AT_EXECFN));
  if (program != nullptr) execve(program, arguments, extended);
}

[[gnu::section(".preinit_array"), gnu::used]] void (*const before_libraries)(int, char**,
                                                                             char**) = wait_asleep;

}  // namespace
}  // namespace gan::app
