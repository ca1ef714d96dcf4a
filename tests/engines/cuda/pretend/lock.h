// One thread at a time is inside the pretend GPU.
#pragma once

#include <mutex>

namespace gan::pretend {

class Lock {
 public:
  Lock() : lock_(mutex()) {}

 private:
  static std::recursive_mutex& mutex() {
    static std::recursive_mutex* const one = new std::recursive_mutex;
    return *one;
  }
  std::lock_guard<std::recursive_mutex> lock_;
};

}  // namespace gan::pretend
