#include "gan/report/pictures/animation.h"

#include <algorithm>
#include <cstdint>

#include <zlib.h>

#include "gan/base/byte_order.h"
#include "gan/base/error.h"
#include "gan/report/pictures/canvas.h"
#include "gan/report/pictures/png.h"

namespace gan {
namespace {

constexpr int shortest = 10, longest = 60000;
constexpr std::size_t signature_size = 8, header_end = 33;  // of a PNG file: signature, IHDR
constexpr std::int64_t frame_width = 600;                   // at most, by enlarging
constexpr std::int64_t max_frame_scale = 4;

std::string chunk(const std::string& name, const std::string& body) {
  const std::string checked = name + body;
  return big_endian_bytes(body.size()) + checked +
         big_endian_bytes(
             crc32_z(0, reinterpret_cast<const Bytef*>(checked.data()), checked.size()));
}

// The content of a PNG file's data chunks.
std::string data_of(const std::string& png) {
  std::string data;
  for (std::size_t at = signature_size; at < png.size();) {
    const std::size_t size = from_big_endian(png.substr(at, 4));
    if (png.compare(at + 4, 4, "IDAT") == 0) data += png.substr(at + 8, size);
    at += 12 + size;
  }
  return data;
}

void check(const std::vector<Image>& frames, int milliseconds, int last_milliseconds) {
  const Error failed("animating pictures");
  if (frames.empty()) throw Error(failed).expected("at least one picture").found("none");
  for (const Image& frame : frames)
    if (!frame.same_shape(frames.front()))
      throw Error(failed)
          .expected("pictures of one size, all grey or all in colour")
          .found("several sizes or numbers of channels");
  for (const int time : {milliseconds, last_milliseconds})
    if (time < shortest || time > longest)
      throw Error(failed)
          .expected(std::to_string(shortest) + " to " + std::to_string(longest) + " ms a picture")
          .found(std::to_string(time));
}

// Section 11.3.6.2 of the specification.
std::string frame_control(std::uint32_t sequence, const Image& frame, int milliseconds) {
  const auto number = [](std::int64_t value, int size = 4) {
    return big_endian_bytes(static_cast<std::uint64_t>(value), size);
  };
  return number(sequence) + number(frame.width) + number(frame.height) + number(0) + number(0) +
         number(milliseconds, 2) + number(1000, 2) +
         // Dispose and blend operations: the next frame replaces this one.
         number(0, 1) + number(0, 1);
}

}  // namespace

std::string encode_apng(const std::vector<Image>& frames, int milliseconds, int last_milliseconds) {
  check(frames, milliseconds, last_milliseconds);
  // Viewers without animation show this picture. It is not a frame of the animation.
  const std::string still = encode_png(frames.back());
  constexpr std::uint64_t without_end = 0;
  std::string png = still.substr(0, header_end) +
                    chunk("acTL", big_endian_bytes(frames.size()) + big_endian_bytes(without_end)) +
                    chunk("IDAT", data_of(still));
  std::uint32_t sequence = 0;
  for (const Image& frame : frames) {
    const bool last = &frame == &frames.back();
    png += chunk("fcTL", frame_control(sequence++, frame, last ? last_milliseconds : milliseconds));
    png += chunk("fdAT", big_endian_bytes(sequence++) + data_of(last ? still : encode_png(frame)));
  }
  return png + chunk("IEND", "");
}

std::vector<Image> training_frames(const ContactSheet::State& sheet) {
  if (sheet.rows.empty() || sheet.epochs.size() != sheet.rows.size())
    throw Error("animating a training")
        .expected("a row for each epoch")
        .found("none, or another number");
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
