#include "gan/report/pictures/contact_sheet.h"

#include <algorithm>
#include <cstdint>
#include <vector>

#include <gtest/gtest.h>

#include "gan/base/error.h"
#include "gan/report/pictures/canvas.h"

namespace gan {
namespace {

using Epochs = std::vector<std::int64_t>;

ContactSheet sheet_of(std::int64_t samples, std::int64_t every, std::int64_t width = 4,
                      std::int64_t height = 2) {
  ContactSheet sheet;
  for (std::int64_t i = 1; i <= samples; ++i) sheet.add(i * every, Image(width, height));
  return sheet;
}

TEST(ContactSheet, KeepsEveryRowOfAShortRun) {
  EXPECT_EQ(sheet_of(5, 10).state().epochs, (Epochs{10, 20, 30, 40, 50}));
  EXPECT_EQ(sheet_of(1, 7).state().epochs, (Epochs{7}));
  EXPECT_EQ(sheet_of(39, 1).state().epochs.size(), 39U);
}

TEST(ContactSheet, ThinsOutEvenlyAndKeepsFirstAndNewest) {
  for (std::int64_t samples = 1; samples <= 1000; ++samples) {
    const Epochs epochs = sheet_of(samples, 1).state().epochs;
    ASSERT_LE(epochs.size(), 40U);
    ASSERT_GE(static_cast<std::int64_t>(epochs.size()), std::min<std::int64_t>(samples, 20));
    ASSERT_EQ(epochs.front(), 1);
    ASSERT_EQ(epochs.back(), samples);
    // One distance throughout; the newest may be nearer.
    for (std::size_t i = 2; i + 1 < epochs.size(); ++i)
      ASSERT_EQ(epochs[i] - epochs[i - 1], epochs[1] - epochs[0]);
    if (epochs.size() > 2) {
      ASSERT_LE(epochs.back() - epochs[epochs.size() - 2], epochs[1] - epochs[0]);
    }
  }
}

TEST(ContactSheet, ThinningKeepsEachRowsOwnPicture) {
  ContactSheet sheet;
  for (int i = 1; i <= 200; ++i) sheet.add(i, Image(100, 50, static_cast<std::uint8_t>(i)));
  const Epochs epochs = sheet.state().epochs;
  const Image picture = sheet.draw();
  // Rows are 50 pixels and a line, from a margin of 4 on; at the right a margin of 4 as well.
  const auto rows = static_cast<std::int64_t>(epochs.size());
  const std::int64_t scale = picture.height / (4 + rows * 51 - 1 + 4);
  ASSERT_EQ(picture.height, (4 + rows * 51 - 1 + 4) * scale);
  for (std::int64_t row = 0; row < rows; ++row)
    EXPECT_EQ(picture.at(picture.width - 5 * scale, (4 + row * 51) * scale),
              epochs[static_cast<std::size_t>(row)]);
}

TEST(ContactSheet, GoesOnFromItsStateAsIfNothingHadBeen) {
  for (const std::int64_t cut : {0, 1, 2, 38, 39, 40, 41, 77, 78, 79, 80, 200}) {
    ContactSheet uncut = sheet_of(cut, 3);
    ContactSheet resumed(uncut.state());
    EXPECT_EQ(resumed.state().epochs, uncut.state().epochs) << cut;
    for (std::int64_t i = cut + 1; i <= cut + 90; ++i)
      for (ContactSheet* sheet : {&uncut, &resumed})
        sheet->add(3 * i, Image(4, 2, static_cast<std::uint8_t>(i)));
    ASSERT_EQ(resumed.state().epochs, uncut.state().epochs) << cut;
    EXPECT_EQ(resumed.draw().pixels, uncut.draw().pixels) << cut;
  }
}

TEST(ContactSheet, RefusesAStateThatIsNone) {
  const ContactSheet::State good = sheet_of(5, 1).state();
  for (const int wrong : {0, 1, 2, 3, 4}) {
    ContactSheet::State state = good;
    if (wrong == 0) state.seen = 3;
    if (wrong == 1) state.stride = 0;
    if (wrong == 2) state.epochs.pop_back();
    if (wrong == 3) state.epochs[1] = 9;
    if (wrong == 4) state.rows[2] = Image(5, 5);
    EXPECT_THROW(ContactSheet{state}, Error) << wrong;
  }
  ContactSheet::State many = sheet_of(39, 1).state();
  many.seen = 40;
  many.epochs.push_back(40);
  many.rows.emplace_back(4, 2);
  EXPECT_THROW(ContactSheet{many}, Error);
}

TEST(ContactSheet, DrawsTheNumberBesideTheRow) {
  ContactSheet sheet;
  sheet.add(3, Image(6, 7, 200));
  sheet.add(14, Image(6, 7, 100));
  // Small rows have the font at one pixel a pixel; the sheet is enlarged three times.
  const Image picture = sheet.draw();
  Image expected = blank_canvas(4 + 7 + 4 + 6 + 4, 4 + 7 + 1 + 7 + 4);
  draw_number(expected, 3, 4 + 4, 4 + 1, 1, 176);
  draw_number(expected, 14, 4, 4 + 8 + 1, 1, 176);
  paste(expected, Image(6, 7, 200), 4 + 7 + 4, 4);
  paste(expected, Image(6, 7, 100), 4 + 7 + 4, 4 + 8);
  expected = enlarge(expected, 3);
  EXPECT_EQ(picture.width, expected.width);
  EXPECT_EQ(picture.height, expected.height);
  EXPECT_EQ(picture.pixels, expected.pixels);
}

TEST(ContactSheet, KeepsItsRowsColours) {
  Image row(6, 7, 0, 3);
  for (std::size_t i = 0; i < row.pixels.size(); ++i)
    row.pixels[i] = static_cast<std::uint8_t>(2 * i);
  ContactSheet sheet;
  sheet.add(3, row);
  Image expected = blank_canvas(4 + 3 + 4 + 6 + 4, 4 + 7 + 4, canvas_gray, 3);
  draw_number(expected, 3, 4, 4 + 1, 1, 176);
  paste(expected, row, 4 + 3 + 4, 4);
  const Image picture = ContactSheet(sheet.state()).draw();
  EXPECT_EQ(picture.channels, 3);
  EXPECT_EQ(picture.pixels, enlarge(expected, 3).pixels);
}

TEST(ContactSheet, StaysBelowItsHeight) {
  EXPECT_LE(sheet_of(1000, 10, 144, 28).draw().height, 2400);
  EXPECT_LE(sheet_of(79, 1, 144, 28).draw().height, 2400);
  EXPECT_EQ(sheet_of(10, 10, 144, 28).draw().height, 3 * (4 + 10 * 29 - 1 + 4));
}

TEST(ContactSheet, RowsLowerThanTheirNumberAreSetApart) {
  const Image picture = sheet_of(2, 1, 3, 1).draw();
  EXPECT_EQ(picture.height, 3 * (4 + 2 * 6 - 1 + 4));
}

TEST(ContactSheet, RefusesWhatIsNoNextRow) {
  ContactSheet sheet;
  EXPECT_THROW(sheet.draw(), Error);
  EXPECT_THROW(sheet.add(-1, Image(4, 2)), Error);
  EXPECT_THROW(sheet.add(1, Image()), Error);
  sheet.add(5, Image(4, 2));
  EXPECT_THROW(sheet.add(5, Image(4, 2)), Error);
  EXPECT_THROW(sheet.add(4, Image(4, 2)), Error);
  EXPECT_THROW(sheet.add(6, Image(4, 3)), Error);
  EXPECT_THROW(sheet.add(6, Image(5, 2)), Error);
  EXPECT_THROW(sheet.add(6, Image(4, 2, 0, 3)), Error);
  EXPECT_EQ(sheet.state().epochs, (Epochs{5}));
}

}  // namespace
}  // namespace gan
