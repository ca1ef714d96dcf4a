// Too little memory, where the system can be made to give no more.
#pragma once

#include <cstddef>
#include <fstream>
#include <sys/resource.h>
#include <unistd.h>

namespace gan::test {

// Until the end of the block, this process gets at most so many bytes more. The sanitizers' own
// allocators end the process at such a limit, so holds() is false there, and there is none.
class MemoryLimit {
 public:
  explicit MemoryLimit(std::size_t more) {
    ::getrlimit(RLIMIT_AS, &before_);
#if !defined(__SANITIZE_ADDRESS__)
#if defined(__has_feature)
#if __has_feature(address_sanitizer)
    return;
#endif
#endif
    std::size_t pages = 0;
    if (!(std::ifstream("/proc/self/statm") >> pages)) return;
    rlimit limit = before_;
    limit.rlim_cur = pages * static_cast<std::size_t>(::sysconf(_SC_PAGESIZE)) + more;
    holds_ = ::setrlimit(RLIMIT_AS, &limit) == 0;
#endif
  }
  ~MemoryLimit() {
    ::setrlimit(RLIMIT_AS, &before_);
  }
  MemoryLimit(const MemoryLimit&) = delete;
  MemoryLimit& operator=(const MemoryLimit&) = delete;

  bool holds() const {
    return holds_;
  }

 private:
  rlimit before_{};
  bool holds_ = false;
};

}  // namespace gan::test
