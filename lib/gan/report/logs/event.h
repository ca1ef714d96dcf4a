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

// The values logged at one step. The fields are those of tensorflow/core/util/event.proto and
// framework/summary.proto.
struct Event {
  double wall_time = 0;  // seconds since 1970
  std::int64_t step = 0;
  std::string file_version;                                 // only in the first event of a file
  std::vector<std::pair<std::string, double>> scalars;      // by their tags; kept as float32
  std::vector<std::pair<std::string, std::string>> images;  // by their tags: PNG files' bytes
};

// file_version of a file's first event.
inline constexpr const char* kEventFileVersion = "brain.Event:2";

// The event as a protocol buffer in a TFRecord frame: length, checksum of the length, data,
// checksum of the data. Throws Error for an image that is not a PNG file.
std::string encode_event(const Event& event);

// The parts of an event that a reader of an existing log needs.
struct EventHead {
  std::int64_t step = 0;
  std::string file_version;
};

// Reads the next event of a file. `left`: the remaining bytes of the file. Returns nothing at the
// end and if the event is damaged.
std::optional<EventHead> read_event_head(std::istream& file, std::uintmax_t left);

}  // namespace gan
