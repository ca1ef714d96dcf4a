#include "gan/report/pictures/animation.h"

#include <algorithm>
#include <cstdint>

#include <zlib.h>

#include "gan/base/error.h"
#include "gan/report/pictures/canvas.h"
#include "gan/report/pictures/png.h"

namespace gan {
namespace {

constexpr int shortest = 10, longest = 60000;
constexpr std::size_t signature_size = 8, header_end = 33;  // of a PNG file: signature, IHDR
constexpr std::int64_t frame_width = 600;                   // at most, where digits are small
constexpr std::int64_t max_frame_scale = 4;

void append_big_endian(std::string& bytes, std::uint32_t value, int size = 4) {
  for (int i = size - 1; i >= 0; --i) bytes += static_cast<char>((value >> (8 * i)) & 0xFF);
}

std::uint32_t big_endian(const std::string& bytes, std::size_t at) {
  std::uint32_t value = 0;
  for (std::size_t i = 0; i < 4; ++i)
    value = value << 8 | static_cast<std::uint8_t>(bytes.at(at + i));
  return value;
}

void append_chunk(std::string& png, const std::string& name, const std::string& body) {
  append_big_endian(png, static_cast<std::uint32_t>(body.size()));
  const std::string checked = name + body;
  png += checked;
  append_big_endian(png, static_cast<std::uint32_t>(crc32_z(
                             0, reinterpret_cast<const Bytef*>(checked.data()), checked.size())));
}

// What the encoder put into the data chunks of a picture.
std::string data_of(const std::string& png) {
  std::string data;
  for (std::size_t at = signature_size; at < png.size();) {
    const std::size_t size = big_endian(png, at);
    if (png.compare(at + 4, 4, "IDAT") == 0) data += png.substr(at + 8, size);
    at += 12 + size;
  }
  return data;
}

void check(const std::vector<Image>& frames, int milliseconds, int last_milliseconds) {
  if (frames.empty()) throw Error("animating pictures").expected("at least one").found("none");
  for (const Image& frame : frames)
    if (!frame.same_shape(frames.front()))
      throw Error("animating pictures")
          .expected("pictures of one size, all grey or all in colour")
          .found("several sizes or numbers of channels");
  for (const int time : {milliseconds, last_milliseconds})
    if (time < shortest || time > longest)
      throw Error("animating pictures")
          .expected(std::to_string(shortest) + " to " + std::to_string(longest) + " ms a picture")
          .found(std::to_string(time));
}

// Section 11.3.6.2 of the specification.
std::string frame_control(std::uint32_t sequence, const Image& frame, int milliseconds) {
  std::string body;
  append_big_endian(body, sequence);
  append_big_endian(body, static_cast<std::uint32_t>(frame.width));
  append_big_endian(body, static_cast<std::uint32_t>(frame.height));
  append_big_endian(body, 0);  // its place
  append_big_endian(body, 0);
  append_big_endian(body, static_cast<std::uint32_t>(milliseconds), 2);
  append_big_endian(body, 1000, 2);
  append_big_endian(body, 0, 1);  // it stays as it is ...
  append_big_endian(body, 0, 1);  // ... until the next takes its place
  return body;
}

}  // namespace

std::string encode_apng(const std::vector<Image>& frames, int milliseconds, int last_milliseconds) {
  check(frames, milliseconds, last_milliseconds);
  // The picture that viewers without animation show, and no frame of the animation.
  const std::string still = encode_png(frames.back());
  std::string png = still.substr(0, header_end);
  std::string control;
  append_big_endian(control, static_cast<std::uint32_t>(frames.size()));
  append_big_endian(control, 0);  // without end
  append_chunk(png, "acTL", control);
  append_chunk(png, "IDAT", data_of(still));
  std::uint32_t sequence = 0;
  for (std::size_t i = 0; i < frames.size(); ++i) {
    const bool last = i + 1 == frames.size();
    append_chunk(png, "fcTL",
                 frame_control(sequence++, frames[i], last ? last_milliseconds : milliseconds));
    std::string data;
    append_big_endian(data, sequence++);
    append_chunk(png, "fdAT", data + data_of(last ? still : encode_png(frames[i])));
  }
  append_chunk(png, "IEND", "");
  return png;
}

std::vector<Image> training_frames(const ContactSheet::State& sheet) {
  if (sheet.rows.empty() || sheet.epochs.size() != sheet.rows.size())
    throw Error("animating a training").expected("rows with their epochs").found("none or others");
  const Image& first = sheet.rows.front();
  const std::int64_t scale = std::clamp<std::int64_t>(
      frame_width / std::max<std::int64_t>(first.width, 1), 1, max_frame_scale);
  const std::int64_t font = std::max<std::int64_t>(scale, 2);
  const std::int64_t top = canvas_margin + digit_height * font + canvas_margin;
  const std::int64_t label = number_width(sheet.epochs.back(), font);

  std::vector<Image> frames;
  for (std::size_t i = 0; i < sheet.rows.size(); ++i) {
    const Image digits = enlarge(sheet.rows[i], scale);
    Image frame =
        blank_canvas(std::max(first.width * scale, label) + 2 * canvas_margin,
                     top + first.height * scale + canvas_margin, canvas_gray, first.channels);
    draw_number(frame, sheet.epochs[i], canvas_margin, canvas_margin, font, label_gray);
    paste(frame, digits, canvas_margin, top);
    frames.push_back(std::move(frame));
  }
  return frames;
}

}  // namespace gan
