#include "gan/report/pictures/contact_sheet.h"

#include <algorithm>
#include <string>
#include <utility>

#include "gan/base/error.h"
#include "gan/report/pictures/canvas.h"

namespace gan {
namespace {

constexpr std::size_t max_rows = 40;
constexpr std::int64_t sheet_height = 2400;
constexpr std::int64_t max_scale = 3;
constexpr std::int64_t row_gap = 1;

std::string size_text(const Image& image) {
  return std::to_string(image.width) + " x " + std::to_string(image.height) + " pixels" +
         (image.channels == 1 ? "" : " of " + std::to_string(image.channels) + " channels");
}

// Whether the next row will replace the newest one.
bool newest_is_extra(const ContactSheet::State& state) {
  return !state.rows.empty() && (state.seen - 1) % state.stride != 0;
}

void check_next(const ContactSheet::State& state, std::int64_t epoch, const Image& row) {
  const Error failed("adding to the contact sheet");
  const bool first = state.rows.empty();
  if (epoch < 0 || (!first && epoch <= state.epochs.back()))
    throw Error(failed)
        .expected(first ? "an epoch of 0 or more"
                        : "an epoch above " + std::to_string(state.epochs.back()))
        .found(std::to_string(epoch));
  if (row.width < 1 || row.height < 1)
    throw Error(failed).expected("a picture").found(size_text(row));
  if (!first && !row.same_shape(state.rows.front()))
    throw Error(failed).expected(size_text(state.rows.front())).found(size_text(row));
}

template <class Value>
void drop_every_other(std::vector<Value>& values) {
  for (std::size_t i = 1; 2 * i < values.size(); ++i) values[i] = std::move(values[2 * i]);
  values.resize((values.size() + 1) / 2);
}

}  // namespace

ContactSheet::ContactSheet(const State& state) {
  const std::size_t count = state.rows.size();
  const bool sensible = state.stride >= 1 && state.seen >= static_cast<std::int64_t>(count) &&
                        (state.seen == 0) == (count == 0) && state.epochs.size() == count;
  if (!sensible || count - (newest_is_extra(state) ? 1 : 0) >= max_rows)
    throw Error("restoring a contact sheet").expected("a valid state").found("an inconsistent one");
  for (std::size_t i = 0; i < count; ++i) {
    check_next(state_, state.epochs[i], state.rows[i]);
    state_.epochs.push_back(state.epochs[i]);
    state_.rows.push_back(state.rows[i]);
  }
  state_.seen = state.seen;
  state_.stride = state.stride;
}

void ContactSheet::add(std::int64_t epoch, Image row) {
  check_next(state_, epoch, row);
  auto& [epochs, rows, seen, stride] = state_;
  if (newest_is_extra(state_)) {
    epochs.pop_back();
    rows.pop_back();
  }
  // Keeps one row free for the newest sample.
  if (seen++ % stride == 0 && rows.size() + 1 == max_rows) {
    drop_every_other(epochs);
    drop_every_other(rows);
    stride *= 2;
  }
  epochs.push_back(epoch);
  rows.push_back(std::move(row));
}

Image ContactSheet::draw() const {
  const auto& [epochs, rows, seen, stride] = state_;
  if (rows.empty())
    throw Error("drawing the contact sheet").expected("at least one epoch").found("none");
  const Image& first = rows.front();
  const std::int64_t font = std::clamp<std::int64_t>(first.height / 14, 1, 4);
  const std::int64_t label_width = number_width(epochs.back(), font);
  // A row is at least as high as its number.
  const std::int64_t row_step = std::max(first.height, font * digit_height) + row_gap;
  const std::int64_t left = canvas_margin + label_width + canvas_margin;

  Image sheet = blank_canvas(
      left + first.width + canvas_margin,
      canvas_margin + static_cast<std::int64_t>(rows.size()) * row_step - row_gap + canvas_margin,
      canvas_gray, first.channels);
  std::int64_t top = canvas_margin;
  for (std::size_t i = 0; i < rows.size(); ++i, top += row_step) {
    draw_number(sheet, epochs[i], canvas_margin + label_width - number_width(epochs[i], font),
                top + (row_step - row_gap - font * digit_height) / 2, font, label_gray);
    paste(sheet, rows[i], left, top);
  }
  const std::int64_t scale = std::clamp<std::int64_t>(sheet_height / sheet.height, 1, max_scale);
  return scale == 1 ? sheet : enlarge(sheet, scale);
}

}  // namespace gan
