// NumPy files, made in memory.
#pragma once

#include <cstring>
#include <string>
#include <vector>

namespace gan::test {

// A file of format `version` with this dictionary and these bytes of numbers.
inline std::string npy_file(const std::string& dictionary, const std::string& numbers,
                            char version = 1) {
  std::string file = "\x93NUMPY";
  file += version;
  file += '\0';
  for (int i = 0; i < (version == 1 ? 2 : 4); ++i)
    file += static_cast<char>(dictionary.size() >> (8 * i) & 255);
  return file + dictionary + numbers;
}

// What numpy.save writes ahead of the numbers, less the padding.
inline std::string npy_dictionary(const std::string& type, const std::string& shape) {
  return "{'descr': '" + type + "', 'fortran_order': False, 'shape': " + shape + ", }\n";
}

template <typename Number>
std::string bytes_of(const std::vector<Number>& numbers, bool swapped = false) {
  std::string bytes;
  for (const Number& number : numbers) {
    char one[sizeof number];
    std::memcpy(one, &number, sizeof number);
    for (std::size_t i = 0; i < sizeof number; ++i)
      bytes += one[swapped ? sizeof number - 1 - i : i];
  }
  return bytes;
}

}  // namespace gan::test
