#include "gan/report/pictures/contact_sheet.h"

#include <algorithm>
#include <string>
#include <utility>

#include "gan/base/error.h"
#include "gan/report/pictures/canvas.h"
#include "gan/report/pictures/digit_font.h"

namespace gan {
namespace {

constexpr std::int64_t sheet_height = 2400;
constexpr std::int64_t max_scale = 3;
constexpr std::int64_t row_gap = 1;

std::string size_text(const Image& image) {
  return std::to_string(image.width) + " x " + std::to_string(image.height) + " pixels" +
         (image.channels == 1 ? "" : " of " + std::to_string(image.channels) + " channels");
}

}  // namespace

ContactSheet::ContactSheet(const State& state) {
  const auto count = static_cast<std::int64_t>(state.rows.size());
  const bool sensible = state.stride >= 1 && state.seen >= count &&
                        (state.seen == 0) == (count == 0) &&
                        state.epochs.size() == state.rows.size();
  const bool newest_extra = sensible && count > 0 && (state.seen - 1) % state.stride != 0;
  if (!sensible || count - (newest_extra ? 1 : 0) >= max_rows)
    throw Error("going on with a contact sheet").expected("a sheet's own state").found("another");
  for (std::int64_t i = 0; i < count; ++i) {
    const bool extra = newest_extra && i + 1 == count;
    seen_ = extra ? 1 : 0;
    stride_ = extra ? 2 : 1;
    const auto index = static_cast<std::size_t>(i);
    add(state.epochs[index], state.rows[index]);
  }
  stride_ = state.stride;
  seen_ = state.seen;
}

ContactSheet::State ContactSheet::state() const {
  State state{epochs(), {}, seen_, stride_};
  for (const Row* row : rows()) state.rows.push_back(row->image);
  return state;
}

void ContactSheet::add(std::int64_t epoch, Image row) {
  const std::vector<const Row*> before = rows();
  if (epoch < 0 || (!before.empty() && epoch <= before.back()->epoch))
    throw Error("adding to the contact sheet")
        .expected(before.empty() ? "an epoch of 0 or more"
                                 : "an epoch above " + std::to_string(before.back()->epoch))
        .found(std::to_string(epoch));
  if (row.width < 1 || row.height < 1)
    throw Error("adding to the contact sheet").expected("a picture").found(size_text(row));
  if (!before.empty() && !row.same_shape(before.front()->image))
    throw Error("adding to the contact sheet")
        .expected(size_text(before.front()->image))
        .found(size_text(row));

  newest_.reset();
  const std::int64_t index = seen_++;
  // One row is left for the newest.
  if (index % stride_ == 0 && kept_.size() + 1 == static_cast<std::size_t>(max_rows)) {
    for (std::size_t i = 1; 2 * i < kept_.size(); ++i) kept_[i] = std::move(kept_[2 * i]);
    kept_.resize((kept_.size() + 1) / 2);
    stride_ *= 2;
  }
  if (index % stride_ == 0)
    kept_.push_back({epoch, std::move(row)});
  else
    newest_ = Row{epoch, std::move(row)};
}

std::vector<const ContactSheet::Row*> ContactSheet::rows() const {
  std::vector<const Row*> all;
  for (const Row& row : kept_) all.push_back(&row);
  if (newest_) all.push_back(&*newest_);
  return all;
}

std::vector<std::int64_t> ContactSheet::epochs() const {
  std::vector<std::int64_t> all;
  for (const Row* row : rows()) all.push_back(row->epoch);
  return all;
}

Image ContactSheet::draw() const {
  const std::vector<const Row*> all = rows();
  if (all.empty())
    throw Error("drawing the contact sheet").expected("at least one epoch").found("none");
  const std::int64_t row_width = all.front()->image.width;
  const std::int64_t row_height = all.front()->image.height;
  const std::int64_t font = std::clamp<std::int64_t>(row_height / 14, 1, 4);
  const std::int64_t label_width = number_width(all.back()->epoch, font);
  // A row is never lower than its number.
  const std::int64_t row_step = std::max(row_height, font * digit_height) + row_gap;

  const auto count = static_cast<std::int64_t>(all.size());
  Image sheet =
      blank_canvas(canvas_margin + label_width + canvas_margin + row_width + canvas_margin,
                   canvas_margin + count * row_step - row_gap + canvas_margin, canvas_gray,
                   all.front()->image.channels);
  std::int64_t top = canvas_margin;
  for (const Row* row : all) {
    draw_number(sheet, row->epoch, canvas_margin + label_width - number_width(row->epoch, font),
                top + (row_step - row_gap - font * digit_height) / 2, font, label_gray);
    paste(sheet, row->image, canvas_margin + label_width + canvas_margin, top);
    top += row_step;
  }
  const std::int64_t scale = std::clamp<std::int64_t>(sheet_height / sheet.height, 1, max_scale);
  return scale == 1 ? sheet : enlarge(sheet, scale);
}

}  // namespace gan
