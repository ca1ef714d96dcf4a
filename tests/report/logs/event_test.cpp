#include "gan/report/logs/event.h"

#include <cmath>
#include <limits>
#include <sstream>

#include <gtest/gtest.h>

#include "files.h"
#include "gan/base/byte_order.h"
#include "gan/report/pictures/png.h"
#include "report/event_bytes.h"

namespace gan::test {
namespace {

// A record around any data.
std::string framed(const std::string& data) {
  const std::string length = little_endian_bytes(data.size(), 8);
  return length + little_endian_bytes(record_checksum(length), 4) + data +
         little_endian_bytes(record_checksum(data), 4);
}

std::optional<EventHead> head_of(const std::string& record) {
  std::istringstream file(record);
  return read_event_head(file, record.size());
}

// RFC 3720, appendix B.4, and the check value of the catalogue of parametrised CRC algorithms.
TEST(Event, ChecksumsAreThoseOfTheStandard) {
  std::string rising, falling;
  for (int i = 0; i < 32; ++i) {
    rising += static_cast<char>(i);
    falling += static_cast<char>(31 - i);
  }
  EXPECT_EQ(crc32c(std::string(32, '\0')), 0x8A9136AAU);
  EXPECT_EQ(crc32c(std::string(32, '\xff')), 0x62A8AB43U);
  EXPECT_EQ(crc32c(rising), 0x46DD794EU);
  EXPECT_EQ(crc32c(falling), 0x113FDB5CU);
  EXPECT_EQ(crc32c("123456789"), 0xE3069283U);
  EXPECT_EQ(crc32c(""), 0U);
}

// The bytes that TensorFlow begins a file with, at 1.5 seconds.
TEST(Event, AFileBeginsAsTensorFlowWritesIt) {
  Event first;
  first.wall_time = 1.5;
  first.file_version = kEventFileVersion;
  const std::string bytes = encode_event(first);
  EXPECT_EQ(bytes.substr(0, 12), std::string("\x18\0\0\0\0\0\0\0\xa3\x7f\x4b\x22", 12));
  EXPECT_EQ(bytes.substr(12, 24), std::string("\x09\0\0\0\0\0\0\xf8\x3f\x1a\x0d"
                                              "brain.Event:2",
                                              24));
  EXPECT_EQ(read_events(bytes).at(0).file_version, "brain.Event:2");
}

TEST(Event, HoldsScalarsAndImages) {
  Event event;
  event.wall_time = 1700000000.25;
  event.step = 300;
  event.scalars = {{"loss/a", 0.1},
                   {"b", -1e30},
                   {"nan", std::numeric_limits<double>::quiet_NaN()},
                   {std::string(200, 'x'), 1e300}};
  const std::string png = encode_png(Image(300, 2, 7));
  event.images = {{"samples", png}};
  const ReadEvent read = read_events(encode_event(event)).at(0);
  EXPECT_EQ(read.wall_time, 1700000000.25);
  EXPECT_EQ(read.step, 300);
  ASSERT_EQ(read.scalars.size(), 4U);
  EXPECT_EQ(read.scalars.at("loss/a"), 0.1F);
  EXPECT_EQ(read.scalars.at("b"), -1e30F);
  EXPECT_TRUE(std::isnan(read.scalars.at("nan")));
  EXPECT_TRUE(std::isinf(read.scalars.at(std::string(200, 'x'))));
  const ReadEvent::Image image = read.images.at("samples");
  EXPECT_EQ(image.height, 2U);
  EXPECT_EQ(image.width, 300U);
  EXPECT_EQ(image.channels, 1U);
  EXPECT_TRUE(image.bytes == png);
}

TEST(Event, TellsOfAnImagesColours) {
  Event event;
  event.images = {{"samples", encode_png(Image(5, 4, 7, 3))}};
  EXPECT_EQ(read_events(encode_event(event)).at(0).images.at("samples").channels, 3U);
}

TEST(Event, AnImageMustBeAPngFile) {
  Event event;
  for (const char* bytes : {"", "GIF89a", "\x89PNG\r\n\x1a\n"}) {
    event.images = {{"samples", bytes}};
    EXPECT_TRUE(has(error_of([&] { encode_event(event); }), {"logging an image", "a PNG file"}));
  }
}

TEST(Event, ItsHeadIsReadBack) {
  Event event;
  event.step = std::int64_t{1} << 40;
  event.scalars = {{"a", 1}};
  const std::string data = read_records(encode_event(event)).at(0);
  EXPECT_EQ(head_of(framed(data))->step, event.step);
  EXPECT_EQ(head_of(framed(data))->file_version, "");
  EXPECT_EQ(head_of(framed(""))->step, 0);
  // Cut off within a field, or of a kind that there is not.
  for (std::size_t size = 1; size < data.size(); ++size) {
    const auto head = head_of(framed(data.substr(0, size)));
    EXPECT_EQ(head.has_value(), size == 9 || size == 16) << size;
  }
  for (const std::string& bad : {std::string("\x0b"), std::string("\x2a\xff\xff\xff\xff\xff\xff"),
                                 std::string(20, '\xff'), std::string("\x10")})
    EXPECT_FALSE(head_of(framed(bad))) << bad;
}

TEST(Event, AnyChangedBitAndAnyMissingByteIsSeen) {
  Event event;
  event.step = 7;
  const std::string whole = encode_event(event);
  ASSERT_TRUE(head_of(whole));
  EXPECT_EQ(head_of(whole)->step, 7);
  for (std::size_t bit = 0; bit < 8 * whole.size(); ++bit) {
    std::string bad = whole;
    bad[bit / 8] = static_cast<char>(bad[bit / 8] ^ 1 << bit % 8);
    EXPECT_FALSE(head_of(bad)) << bit;
  }
  for (std::size_t size = 0; size < whole.size(); ++size)
    EXPECT_FALSE(head_of(whole.substr(0, size))) << size;
}

TEST(Event, ALengthBeyondTheFileIsSeen) {
  std::istringstream file(encode_event({}));
  EXPECT_FALSE(read_event_head(file, file.str().size() - 1));
}

}  // namespace
}  // namespace gan::test
