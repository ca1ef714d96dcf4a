// Tests of permissions, which root does not have to mind.
#pragma once

#include <unistd.h>

namespace gan::test {

// Gives up root's rights until the end of the block, where the process has them.
class Unprivileged {
 public:
  Unprivileged() {
    if (::geteuid() == 0) root_ = ::setresuid(kNobody, kNobody, 0) == 0;
  }
  ~Unprivileged() {
    if (root_ && ::setresuid(0, 0, 0) != 0) _exit(1);
  }
  Unprivileged(const Unprivileged&) = delete;
  Unprivileged& operator=(const Unprivileged&) = delete;

 private:
  static constexpr uid_t kNobody = 65534;
  bool root_ = false;
};

}  // namespace gan::test
