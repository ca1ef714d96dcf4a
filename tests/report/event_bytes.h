// Event files of TensorBoard, taken apart by their description: nothing of the library is used.
#pragma once

#include <cstdint>
#include <cstring>
#include <map>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace gan::test {

inline std::uint64_t little_endian(std::string_view bytes) {
  std::uint64_t number = 0;
  for (std::size_t i = 0; i < bytes.size(); ++i)
    number |= static_cast<std::uint64_t>(static_cast<unsigned char>(bytes[i])) << (8 * i);
  return number;
}

// The checksum of a TFRecord, bit by bit.
inline std::uint32_t record_checksum(std::string_view bytes) {
  std::uint32_t crc = 0xFFFFFFFF;
  for (const char byte : bytes) {
    crc ^= static_cast<unsigned char>(byte);
    for (int bit = 0; bit < 8; ++bit) crc = (crc & 1) != 0 ? crc >> 1 ^ 0x82F63B78 : crc >> 1;
  }
  crc = ~crc;
  return ((crc >> 15) | (crc << 17)) + 0xA282EAD8;
}

// The data of each record. Throws where a length or a checksum is wrong.
inline std::vector<std::string> read_records(std::string_view file) {
  std::vector<std::string> records;
  while (!file.empty()) {
    const std::string_view length = file.substr(0, 8);
    const std::size_t size = little_endian(length);
    if (file.size() < 16 || file.size() - 16 < size) throw std::runtime_error("torn record");
    const std::string_view data = file.substr(12, size);
    if (little_endian(file.substr(8, 4)) != record_checksum(length) ||
        little_endian(file.substr(12 + size, 4)) != record_checksum(data))
      throw std::runtime_error("wrong checksum");
    records.emplace_back(data);
    file.remove_prefix(16 + size);
  }
  return records;
}

// The fields of a protocol buffer by their numbers: the bytes of texts, messages and fixed numbers,
// and those of a varint as they are written.
using Message = std::multimap<std::uint64_t, std::string>;

inline std::uint64_t take_varint(std::string_view& data) {
  std::uint64_t number = 0;
  for (int shift = 0;; shift += 7) {
    if (data.empty()) throw std::runtime_error("torn varint");
    const auto byte = static_cast<unsigned char>(data.front());
    data.remove_prefix(1);
    number |= static_cast<std::uint64_t>(byte & 127) << shift;
    if (byte < 128) return number;
  }
}

inline Message read_message(std::string_view data) {
  Message message;
  while (!data.empty()) {
    const std::uint64_t key = take_varint(data);
    std::size_t size = 0;
    switch (key & 7) {
      case 0: {
        const std::string_view before = data;
        take_varint(data);
        message.emplace(key >> 3, before.substr(0, before.size() - data.size()));
        continue;
      }
      case 1:
        size = 8;
        break;
      case 2:
        size = take_varint(data);
        break;
      case 5:
        size = 4;
        break;
      default:
        throw std::runtime_error("unknown kind of field");
    }
    if (size > data.size()) throw std::runtime_error("torn field");
    message.emplace(key >> 3, data.substr(0, size));
    data.remove_prefix(size);
  }
  return message;
}

inline std::uint64_t number_of(std::string_view varint) {
  return take_varint(varint);
}

template <typename Number>
Number fixed_of(const std::string& bytes) {
  Number number{};
  if (bytes.size() != sizeof number) throw std::runtime_error("another size");
  std::memcpy(&number, bytes.data(), sizeof number);
  return number;
}

// What an event says: its step and file version, scalars and images by their tags.
struct ReadEvent {
  double wall_time = 0;
  std::int64_t step = 0;
  std::string file_version;
  std::map<std::string, float> scalars;
  struct Image {
    std::uint64_t height = 0, width = 0, channels = 0;
    std::string bytes;
  };
  std::map<std::string, Image> images;
};

inline ReadEvent read_event(const std::string& data) {
  ReadEvent event;
  for (const auto& [number, content] : read_message(data)) {
    if (number == 1) event.wall_time = fixed_of<double>(content);
    if (number == 2) event.step = static_cast<std::int64_t>(number_of(content));
    if (number == 3) event.file_version = content;
    if (number != 5) continue;
    for (const auto& [kind, bytes] : read_message(content)) {
      const Message value = read_message(bytes);
      if (kind != 1) throw std::runtime_error("no value");
      const std::string tag = value.find(1)->second;
      if (value.count(2) != 0) event.scalars[tag] = fixed_of<float>(value.find(2)->second);
      if (value.count(4) == 0) continue;
      const Message image = read_message(value.find(4)->second);
      event.images[tag] = {number_of(image.find(1)->second), number_of(image.find(2)->second),
                           number_of(image.find(3)->second), image.find(4)->second};
    }
  }
  return event;
}

inline std::vector<ReadEvent> read_events(const std::string& file) {
  std::vector<ReadEvent> events;
  for (const std::string& record : read_records(file)) events.push_back(read_event(record));
  return events;
}

}  // namespace gan::test
