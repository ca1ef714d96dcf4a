#include "run/sheet_tensors.h"

#include <ATen/Functions.h>
#include <gtest/gtest.h>

#include "files.h"

namespace gan::test {
namespace {

ContactSheet::State sheet_of(std::int64_t channels) {
  ContactSheet sheet;
  for (std::int64_t epoch : {1, 5, 9}) {
    Image row(4, 2, 0, channels);
    for (std::size_t i = 0; i < row.pixels.size(); ++i)
      row.pixels[i] = static_cast<std::uint8_t>(10 * epoch + static_cast<std::int64_t>(i));
    sheet.add(epoch, row);
  }
  return sheet.state();
}

void expect_same(const ContactSheet::State& a, const ContactSheet::State& b) {
  EXPECT_EQ(a.epochs, b.epochs);
  EXPECT_EQ(a.seen, b.seen);
  EXPECT_EQ(a.stride, b.stride);
  ASSERT_EQ(a.rows.size(), b.rows.size());
  for (std::size_t i = 0; i < a.rows.size(); ++i) {
    EXPECT_TRUE(a.rows[i].same_shape(b.rows[i])) << i;
    EXPECT_EQ(a.rows[i].pixels, b.rows[i].pixels) << i;
  }
}

TEST(SheetTensors, GreyRowsHaveNoDimensionForChannels) {
  const NamedTensors tensors = app::contact_sheet_tensors(sheet_of(1));
  const at::Tensor& rows = tensors.at("contact_sheet.rows");
  EXPECT_EQ(rows.sizes(), (std::vector<std::int64_t>{3, 2, 4}));
  EXPECT_EQ(rows.scalar_type(), at::kByte);
  EXPECT_EQ(rows[1][1][2].item<int>(), 50 + 6);
  expect_same(app::contact_sheet_state(tensors), sheet_of(1));
}

TEST(SheetTensors, ColoursComeLast) {
  const NamedTensors tensors = app::contact_sheet_tensors(sheet_of(3));
  const at::Tensor& rows = tensors.at("contact_sheet.rows");
  EXPECT_EQ(rows.sizes(), (std::vector<std::int64_t>{3, 2, 4, 3}));
  EXPECT_EQ(rows[2][1][2][1].item<int>(), 90 + (4 + 2) * 3 + 1);
  expect_same(app::contact_sheet_state(tensors), sheet_of(3));
}

TEST(SheetTensors, AnEmptySheetIsOne) {
  const ContactSheet::State none = ContactSheet().state();
  expect_same(app::contact_sheet_state(app::contact_sheet_tensors(none)), none);
}

TEST(SheetTensors, RefusesOtherTensors) {
  const NamedTensors good = app::contact_sheet_tensors(sheet_of(3));
  for (const std::vector<std::int64_t>& sizes :
       {std::vector<std::int64_t>{3, 8}, {3, 2, 4, 2}, {2, 2, 4, 3}, {3, 2, 4, 3, 1}}) {
    NamedTensors tensors = good;
    tensors["contact_sheet.rows"] = at::zeros(sizes, at::kByte);
    EXPECT_TRUE(has(error_of([&] { app::contact_sheet_state(tensors); }), {"resuming a run"}));
  }
  for (const auto& [name, tensor] : good) {
    NamedTensors tensors = good;
    tensors.erase(name);
    EXPECT_TRUE(has(error_of([&] { app::contact_sheet_state(tensors); }), {name}));
    tensors[name] = tensor.to(at::kFloat);
    EXPECT_TRUE(has(error_of([&] { app::contact_sheet_state(tensors); }), {name}));
  }
}

}  // namespace
}  // namespace gan::test
