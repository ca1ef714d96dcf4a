// Records of TensorBoard's event files.
#pragma once

#include <cstdint>
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

// Of a protocol buffer without its frame; nothing where it is not one.
std::optional<EventHead> read_event_head(std::string_view data);

// The frame's 12 bytes before the data: how long these are; nothing where the checksum differs.
std::optional<std::uint64_t> read_event_length(std::string_view frame);
// Whether the frame's 4 bytes behind the data are their checksum.
bool event_is_whole(std::string_view data, std::string_view checksum);

}  // namespace gan
