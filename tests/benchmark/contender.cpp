#include "contender.h"

#include <cstdio>
#include <fstream>
#include <iostream>

#include "gan/base/error.h"

namespace gan::benchmark {
namespace {

// The highest resident memory so far (VmHWM in proc(5)), in KiB.
std::int64_t peak_memory() {
  std::ifstream status("/proc/self/status");
  std::string word;
  while (status >> word)
    if (word == "VmHWM:") break;
  std::int64_t kib = 0;
  status >> kib;
  return kib;
}

}  // namespace

void parse_flags(int argc, char** argv, const std::vector<Field>& fields) {
  for (int i = 1; i < argc; i += 2) {
    const std::string flag = argv[i];
    bool known = false;
    for (Field field : fields) {
      if (field.flag() != flag) continue;
      known = true;
      if (i + 1 == argc)
        throw Error::usage("reading the flags").at(flag).expected("a value").found("none");
      field.parse(argv[i + 1]);
    }
    if (!known) throw Error::usage("reading the flags").at(flag).found("no such flag");
  }
}

std::unique_ptr<ProcessGroup> group_of_launch() {
  const std::optional<Launch> launch = launch_from_environment();
  return launch ? std::make_unique<ProcessGroup>(*launch, ProcessGroup::Events()) : nullptr;
}

void announce(const Facts& facts) {
  std::cout << "ready {\"batch\": " << facts.batch << ", \"weights\": " << facts.weights
            << ", \"threads\": " << facts.threads << ", \"gflop\": " << facts.gflop << "}"
            << std::endl;
}

std::optional<std::int64_t> next_request() {
  std::int64_t iterations = 0;
  if (!(std::cin >> iterations)) return std::nullopt;
  if (iterations < 1) throw Error("reading a request").expected("a number of iterations");
  return iterations;
}

void answer(double seconds, const Losses& losses) {
  std::printf("%.9f %lld %.6f %.6f\n", seconds, static_cast<long long>(peak_memory()),
              losses.discriminator, losses.generator);
  std::fflush(stdout);
}

int guarded(const std::function<void()>& body) {
  try {
    body();
    return 0;
  } catch (const Error& error) {
    std::cerr << error.what() << std::endl;
    return static_cast<int>(error.code());
  } catch (const std::exception& error) {
    const std::string text = error.what();
    std::cerr << text.substr(0, text.find('\n')) << std::endl;
    return 1;
  }
}

}  // namespace gan::benchmark
