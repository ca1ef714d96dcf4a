// What happens to files: bits turn, ends are lost, blocks are zeroed or end up elsewhere.
#pragma once

#include <algorithm>
#include <cstddef>
#include <random>
#include <string>

namespace gan::test {

class Damage {
 public:
  explicit Damage(unsigned seed) : random_(seed) {}

  // The bytes with one kind of damage; never the same bytes. There must be at least two.
  std::string operator()(const std::string& whole) {
    std::string bytes = whole;
    while (bytes == whole) {
      bytes = whole;
      strike(bytes);
    }
    return bytes;
  }

 private:
  std::size_t below(std::size_t bound) { return static_cast<std::size_t>(random_() % bound); }
  // Half of the blows fall on the first kilobyte or the last, where the structure is.
  std::size_t place(const std::string& bytes) {
    const std::size_t near = std::min<std::size_t>(1024, bytes.size());
    switch (below(4)) {
      case 0:
        return below(near);
      case 1:
        return bytes.size() - 1 - below(near);
      default:
        return below(bytes.size());
    }
  }
  void flip(std::string& bytes) {
    char& c = bytes[place(bytes)];
    c = static_cast<char>(c ^ 1 << below(8));
  }
  // At most a disk's block from `at` on.
  std::size_t run(const std::string& bytes, std::size_t at) {
    return 1 + below(std::min<std::size_t>(4096, bytes.size() - at));
  }
  void strike(std::string& bytes) {
    const std::size_t at = place(bytes), size = run(bytes, at);
    const std::size_t from = place(bytes);
    switch (below(8)) {
      case 0:
      case 1:
        return flip(bytes);
      case 2:
        for (std::size_t count = 2 + below(16); count > 0; --count) flip(bytes);
        return;
      case 3:
        return bytes.resize(at);
      case 4:
        bytes += bytes.substr(from, run(bytes, from));
        return;
      case 5:
        bytes.replace(at, size, std::string(size, below(2) == 0 ? '\0' : '\xff'));
        return;
      case 6:
        bytes.erase(at, size);
        return;
      default:
        bytes.replace(at, size, bytes.substr(from, size));
        return;
    }
  }

  std::mt19937_64 random_;
};

}  // namespace gan::test
