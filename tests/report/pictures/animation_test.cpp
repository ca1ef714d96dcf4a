#include "gan/report/pictures/animation.h"

#include <gtest/gtest.h>

#include "files.h"
#include "gan/report/pictures/canvas.h"
#include "report/png_decoder.h"

namespace gan::test {
namespace {

Image pattern(int number, std::int64_t width = 30, std::int64_t height = 20,
              std::int64_t channels = 1) {
  Image image(width, height, 0, channels);
  for (std::size_t i = 0; i < image.pixels.size(); ++i)
    image.pixels[i] = static_cast<std::uint8_t>(i * static_cast<std::size_t>(number + 3) % 251);
  return image;
}

struct Shown {
  Image image;
  std::uint32_t numerator = 0, denominator = 0;  // seconds
};

struct Animation {
  Image still;
  std::uint32_t count = 0, plays = 0;
  std::vector<Shown> frames;
};

// Reads the chunks after the specification: acTL before the data, then for each frame its control
// and its data, numbered through.
Animation decode(const std::string& bytes) {
  Animation animation;
  const std::vector<PngChunk> chunks = png_chunks(bytes);
  const std::int64_t channels = channels_of(chunks.at(0));
  const std::int64_t width = big_endian(chunks[0].body, 0), height = big_endian(chunks[0].body, 4);
  EXPECT_EQ(chunks.at(1).name, "acTL");
  animation.count = big_endian(chunks[1].body, 0);
  animation.plays = big_endian(chunks[1].body, 4);
  EXPECT_EQ(chunks.at(2).name, "IDAT");
  animation.still = png_pixels(chunks[2].body, width, height, channels);
  std::uint32_t sequence = 0;
  for (std::size_t i = 3; i + 1 < chunks.size(); i += 2) {
    const std::string& control = chunks[i].body;
    EXPECT_EQ(chunks[i].name, "fcTL");
    EXPECT_EQ(control.size(), 26U);
    EXPECT_EQ(big_endian(control, 0), sequence++);
    EXPECT_EQ(big_endian(control, 4), width);
    EXPECT_EQ(big_endian(control, 8), height);
    EXPECT_EQ(control.substr(12, 8), std::string(8, '\0')) << "its place";
    EXPECT_EQ(control.substr(24), std::string(2, '\0')) << "it replaces the one before";
    EXPECT_EQ(chunks[i + 1].name, "fdAT");
    EXPECT_EQ(big_endian(chunks[i + 1].body, 0), sequence++);
    animation.frames.push_back({png_pixels(chunks[i + 1].body.substr(4), width, height, channels),
                                big_endian(control, 20, 2), big_endian(control, 22, 2)});
  }
  EXPECT_EQ(chunks.back().name, "IEND");
  return animation;
}

TEST(Animation, DecodesToItsFramesAndTheirTimes) {
  const std::vector<Image> frames = {pattern(1), pattern(2), pattern(3)};
  const Animation animation = decode(encode_apng(frames, 80, 60000));
  EXPECT_EQ(animation.count, 3U);
  EXPECT_EQ(animation.plays, 0U) << "without end";
  EXPECT_EQ(animation.still.channels, 1);
  EXPECT_EQ(animation.still.pixels, frames[2].pixels) << "where nothing moves, the last shows";
  ASSERT_EQ(animation.frames.size(), 3U);
  for (std::size_t i = 0; i < 3; ++i) {
    EXPECT_EQ(animation.frames[i].image.pixels, frames[i].pixels) << i;
    EXPECT_EQ(animation.frames[i].numerator, i == 2 ? 60000U : 80U);
    EXPECT_EQ(animation.frames[i].denominator, 1000U);
  }
}

TEST(Animation, InColourItsFramesAre) {
  const std::vector<Image> frames = {pattern(1, 30, 20, 3), pattern(2, 30, 20, 3)};
  const Animation animation = decode(encode_apng(frames, 80, 80));
  EXPECT_EQ(animation.still.channels, 3);
  EXPECT_EQ(animation.still.pixels, frames[1].pixels);
  ASSERT_EQ(animation.frames.size(), 2U);
  for (std::size_t i = 0; i < 2; ++i)
    EXPECT_EQ(animation.frames[i].image.pixels, frames[i].pixels) << i;
}

TEST(Animation, OneFrameIsOne) {
  const Animation animation = decode(encode_apng({pattern(4, 1, 1)}, 10, 10));
  EXPECT_EQ(animation.count, 1U);
  EXPECT_EQ(animation.frames.at(0).image.pixels, pattern(4, 1, 1).pixels);
}

TEST(Animation, SameFramesSameBytes) {
  EXPECT_EQ(encode_apng({pattern(1), pattern(2)}, 100, 100),
            encode_apng({pattern(1), pattern(2)}, 100, 100));
}

TEST(Animation, RefusesWhatCannotMove) {
  EXPECT_TRUE(has(error_of([] { encode_apng({}, 100, 100); }), {"at least one", "none"}));
  EXPECT_TRUE(has(error_of([] {
                    encode_apng({pattern(1), pattern(1, 31)}, 100, 100);
                  }),
                  {"pictures of one size"}));
  EXPECT_TRUE(has(error_of([] { encode_apng({pattern(1)}, 9, 100); }), {"10 to 60000", "9"}));
  EXPECT_TRUE(has(error_of([] { encode_apng({pattern(1)}, 100, 60001); }), {"60001"}));
  EXPECT_THROW(encode_apng({Image()}, 100, 100), Error);
  EXPECT_TRUE(has(error_of([] {
                    encode_apng({pattern(1), pattern(1, 30, 20, 3)}, 100, 100);
                  }),
                  {"all grey or all in colour"}));
}

ContactSheet::State rows_of(std::int64_t count) {
  ContactSheet sheet;
  for (std::int64_t i = 1; i <= count; ++i)
    sheet.add(10 * i, pattern(static_cast<int>(i), 144, 28));
  return sheet.state();
}

TEST(TrainingFrames, EachRowIsAFrameWithItsEpoch) {
  const ContactSheet::State sheet = rows_of(12);
  const std::vector<Image> frames = training_frames(sheet);
  ASSERT_EQ(frames.size(), 12U);
  for (std::size_t i = 0; i < frames.size(); ++i) {
    // The digits enlarged four times, four pixels from left, right and bottom.
    ASSERT_EQ(frames[i].width, 4 * 144 + 8);
    const std::int64_t top = frames[i].height - 4 - 4 * 28;
    Image expected = blank_canvas(frames[i].width, frames[i].height);
    draw_number(expected, sheet.epochs[i], 4, 4, 4, 176);
    paste(expected, enlarge(sheet.rows[i], 4), 4, top);
    EXPECT_EQ(frames[i].pixels, expected.pixels) << i;
    EXPECT_GE(top, 4 + 4 * digit_height) << "the number is not covered";
  }
  EXPECT_EQ(decode(encode_apng(frames, 200, 2000)).count, 12U);
}

TEST(TrainingFrames, KeepTheRowsColours) {
  ContactSheet sheet;
  sheet.add(7, pattern(1, 144, 28, 3));
  const Image frame = training_frames(sheet.state()).at(0);
  Image expected = blank_canvas(frame.width, frame.height, canvas_gray, 3);
  draw_number(expected, 7, 4, 4, 4, 176);
  paste(expected, enlarge(pattern(1, 144, 28, 3), 4), 4, frame.height - 4 - 4 * 28);
  EXPECT_EQ(frame.pixels, expected.pixels);
}

TEST(TrainingFrames, TinyAndHugeRowsHaveRoomForTheNumber) {
  for (const auto& [width, height] : {std::pair(1, 1), {2000, 28}, {5, 300}}) {
    ContactSheet sheet;
    sheet.add(1, Image(width, height));
    sheet.add(123456789, Image(width, height));
    const std::vector<Image> frames = training_frames(sheet.state());
    EXPECT_EQ(frames[0].width, frames[1].width);
    EXPECT_GE(frames[1].width, number_width(123456789, 2));
    EXPECT_GE(frames[1].width, width);
  }
}

TEST(TrainingFrames, RefusesASheetWithoutRows) {
  EXPECT_THROW(training_frames({}), Error);
  ContactSheet::State state = rows_of(3);
  state.epochs.pop_back();
  EXPECT_THROW(training_frames(state), Error);
}

}  // namespace
}  // namespace gan::test
