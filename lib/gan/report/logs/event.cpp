#include "gan/report/logs/event.h"

#include <array>
#include <cstring>

#include "gan/base/byte_order.h"
#include "gan/base/error.h"

namespace gan {
namespace {

// Numbers of the fields of the messages.
namespace field {
constexpr int event_wall_time = 1, event_step = 2, event_file_version = 3, event_summary = 5;
constexpr int summary_value = 1;
constexpr int value_tag = 1, value_simple_value = 2, value_image = 4;
constexpr int image_height = 1, image_width = 2, image_colour_channels = 3, image_bytes = 4;
}  // namespace field

constexpr char png_rgb = 2;
constexpr int checksum_size = 4;

enum WireType { varint = 0, fixed64 = 1, bytes = 2, fixed32 = 5 };

// The masking of TensorFlow's crc32c.h: a plain CRC of data that contains CRCs is a weak check.
std::uint32_t masked(std::uint32_t crc) {
  return ((crc >> 15) | (crc << 17)) + 0xA282EAD8U;
}

std::string varint_text(std::uint64_t number) {
  std::string text;
  for (; number > 127; number >>= 7) text += static_cast<char>((number & 127) | 128);
  return text + static_cast<char>(number);
}

std::string key(int number, WireType type) {
  return varint_text(static_cast<std::uint64_t>(number) << 3 | type);
}

std::string message(int number, const std::string& content) {
  return key(number, WireType::bytes) + varint_text(content.size()) + content;
}

std::string count(int number, std::uint64_t value) {
  return key(number, WireType::varint) + varint_text(value);
}

// Bits: an unsigned integer of the number's size.
template <class Bits, class Number>
std::string fixed_field(int number, Number value) {
  static_assert(sizeof(Bits) == sizeof(Number));
  Bits bits = 0;
  std::memcpy(&bits, &value, sizeof bits);
  return key(number, sizeof bits == 4 ? WireType::fixed32 : WireType::fixed64) +
         little_endian_bytes(bits, sizeof bits);
}

// A PNG file begins with the signature and the header chunk: width and height (big-endian), bits
// per channel and colour type.
std::string image_message(const std::string& png) {
  if (png.size() < 33 || png.compare(0, 8, "\x89PNG\r\n\x1a\n") != 0)
    throw Error("logging an image").expected("a PNG file").found("other bytes");
  const auto side = [&](std::size_t at) { return from_big_endian(png.substr(at, 4)); };
  return count(field::image_height, side(20)) + count(field::image_width, side(16)) +
         count(field::image_colour_channels, png[25] == png_rgb ? 3 : 1) +
         message(field::image_bytes, png);
}

// Removes a number from the front of data; nothing if there is none.
std::optional<std::uint64_t> take_varint(std::string_view& data) {
  std::uint64_t number = 0;
  for (int shift = 0; shift < 64 && !data.empty(); shift += 7) {
    const auto byte = static_cast<unsigned char>(data.front());
    data.remove_prefix(1);
    number |= static_cast<std::uint64_t>(byte & 127) << shift;
    if (byte < 128) return number;
  }
  return std::nullopt;
}

// Parses a protocol buffer without its frame; nothing if it is invalid.
std::optional<EventHead> head_of(std::string_view data) {
  EventHead head;
  while (!data.empty()) {
    const auto tag = take_varint(data);
    if (!tag) return std::nullopt;
    const std::uint64_t number = *tag >> 3, type = *tag & 7;
    std::optional<std::uint64_t> value;  // a number, or how many bytes follow
    if (type == WireType::varint || type == WireType::bytes) value = take_varint(data);
    if (type == WireType::fixed64) value = 8;
    if (type == WireType::fixed32) value = 4;
    if (!value) return std::nullopt;
    if (type == WireType::varint) {
      if (number == field::event_step) head.step = static_cast<std::int64_t>(*value);
      continue;
    }
    if (*value > data.size()) return std::nullopt;
    if (type == WireType::bytes && number == field::event_file_version)
      head.file_version = data.substr(0, *value);
    data.remove_prefix(*value);
  }
  return head;
}

std::string with_checksum(const std::string& bytes) {
  return bytes + little_endian_bytes(masked(crc32c(bytes)), checksum_size);
}

// The next `size` bytes, which are followed by their checksum; nothing if that is wrong.
std::optional<std::string> read_checked(std::istream& file, std::size_t size) {
  std::string bytes(size + checksum_size, '\0');
  if (!file.read(bytes.data(), static_cast<std::streamsize>(bytes.size()))) return std::nullopt;
  const std::uint64_t checksum = from_little_endian(bytes.substr(size));
  bytes.resize(size);
  if (checksum != masked(crc32c(bytes))) return std::nullopt;
  return bytes;
}

}  // namespace

std::uint32_t crc32c(std::string_view text) {
  static const std::array<std::uint32_t, 256> table = [] {
    std::array<std::uint32_t, 256> entries{};
    for (std::uint32_t i = 0; i < 256; ++i) {
      std::uint32_t entry = i;
      for (int bit = 0; bit < 8; ++bit) entry = entry >> 1 ^ (entry & 1 ? 0x82F63B78U : 0U);
      entries[i] = entry;
    }
    return entries;
  }();
  std::uint32_t crc = ~0U;
  for (const char c : text) crc = crc >> 8 ^ table[(crc ^ static_cast<unsigned char>(c)) & 0xFF];
  return ~crc;
}

std::string encode_event(const Event& event) {
  std::string summary;
  for (const auto& [tag, value] : event.scalars)
    summary += message(
        field::summary_value,
        message(field::value_tag, tag) +
            fixed_field<std::uint32_t>(field::value_simple_value, static_cast<float>(value)));
  for (const auto& [tag, png] : event.images)
    summary += message(field::summary_value, message(field::value_tag, tag) +
                                                 message(field::value_image, image_message(png)));

  std::string data = fixed_field<std::uint64_t>(field::event_wall_time, event.wall_time);
  if (event.step != 0) data += count(field::event_step, static_cast<std::uint64_t>(event.step));
  if (!event.file_version.empty()) data += message(field::event_file_version, event.file_version);
  if (!summary.empty()) data += message(field::event_summary, summary);
  return with_checksum(little_endian_bytes(data.size(), 8)) + with_checksum(data);
}

std::optional<EventHead> read_event_head(std::istream& file, std::uintmax_t left) {
  constexpr std::size_t length_size = 8, frame_size = length_size + checksum_size + checksum_size;
  const auto length = read_checked(file, length_size);
  if (!length || left < frame_size) return std::nullopt;
  const std::uint64_t size = from_little_endian(*length);
  if (size > left - frame_size) return std::nullopt;
  const auto data = read_checked(file, size);
  return data ? head_of(*data) : std::nullopt;
}

}  // namespace gan
