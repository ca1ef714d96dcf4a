#include "gan/data/formats/exif.h"

#include <cstdint>

#include "gan/base/byte_order.h"

namespace gan {

using namespace std::string_view_literals;

int exif_orientation(std::string_view block) {
  constexpr std::string_view kPrefix = "Exif\0\0"sv;
  constexpr std::size_t kHeader = 8, kEntry = 12;
  constexpr std::uint64_t kOrientation = 0x0112, kShort = 3, kLong = 4;
  if (block.substr(0, kPrefix.size()) == kPrefix) block.remove_prefix(kPrefix.size());
  const bool little = block.substr(0, 4) == "II*\0"sv;
  if (block.size() < kHeader || (!little && block.substr(0, 4) != "MM\0*"sv)) return 1;
  const auto number = [&](std::size_t at, std::size_t size) {
    const std::string_view bytes = block.substr(at, size);
    return little ? from_little_endian(bytes) : from_big_endian(bytes);
  };
  const std::size_t directory = number(4, 4);
  if (directory > block.size() - 2) return 1;
  const std::size_t entries = number(directory, 2);
  std::uint64_t orientation = 1;
  for (std::size_t i = 0; i < entries; ++i) {
    const std::size_t at = directory + 2 + i * kEntry;
    if (at + kEntry > block.size()) break;
    const std::uint64_t type = number(at + 2, 2);
    if (number(at, 2) != kOrientation || number(at + 4, 4) != 1) continue;
    if (type == kShort) orientation = number(at + 8, 2);
    if (type == kLong) orientation = number(at + 8, 4);
  }
  return orientation >= 1 && orientation <= 8 ? static_cast<int>(orientation) : 1;
}

}  // namespace gan
