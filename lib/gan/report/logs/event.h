// Records of TensorBoard's event files.
#pragma once

#include <cstdint>
#include <istream>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace gan {

// CRC-32C (Castagnoli; RFC 3720, section 12.1) of bytes.
std::uint32_t crc32c(std::string_view bytes);

// What is logged at one step. The fields are those of tensorflow/core/util/event.proto and
// framework/summary.proto.
struct Event {
  double wall_time = 0;  // seconds since 1970
  std::int64_t step = 0;
  std::string file_version;                                 // of the first event of a file alone
  std::vector<std::pair<std::string, double>> scalars;      // by their tags; kept as float32
  std::vector<std::pair<std::string, std::string>> images;  // by their tags: PNG files' bytes
};

// What a file begins with.
inline constexpr const char* kEventFileVersion = "brain.Event:2";

// The event as a protocol buffer in the frame of a TFRecord: length, its checksum, data, theirs.
// Throws Error for an image that is no PNG file.
std::string encode_event(const Event& event);

// What is to be known of an event that was read.
struct EventHead {
  std::int64_t step = 0;
  std::string file_version;
};

// Of the next event of a file that has `left` bytes more; nothing at its end and where it is
// damaged.
std::optional<EventHead> read_event_head(std::istream& file, std::uintmax_t left);

}  // namespace gan
