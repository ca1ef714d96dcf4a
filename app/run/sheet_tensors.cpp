#include "run/sheet_tensors.h"

#include <algorithm>
#include <initializer_list>

#include <torch/types.h>

#include "gan/base/error.h"

namespace gan::app {
namespace {

constexpr const char* kEpochs = "contact_sheet.epochs";
constexpr const char* kRows = "contact_sheet.rows";
constexpr const char* kCounts = "contact_sheet.counts";

at::Tensor find(const NamedTensors& tensors, const char* name, at::ScalarType type,
                std::initializer_list<std::int64_t> dimensions) {
  const auto found = tensors.find(name);
  if (found == tensors.end() || found->second.scalar_type() != type ||
      std::find(dimensions.begin(), dimensions.end(), found->second.dim()) == dimensions.end())
    throw Error("resuming a run")
        .expected("\"samples." + std::string(name) + "\" in the checkpoint")
        .found("none, or another type or shape");
  return found->second.contiguous();
}

}  // namespace

NamedTensors contact_sheet_tensors(const ContactSheet::State& state) {
  const auto count = static_cast<std::int64_t>(state.rows.size());
  const Image shape = state.rows.empty() ? Image() : state.rows.front();
  std::vector<std::int64_t> sizes = {count, shape.height, shape.width};
  if (shape.channels > 1) sizes.push_back(shape.channels);
  at::Tensor rows = torch::empty(sizes, torch::kUInt8);
  for (std::int64_t i = 0; i < count; ++i) {
    const std::vector<std::uint8_t>& pixels = state.rows[static_cast<std::size_t>(i)].pixels;
    std::copy(pixels.begin(), pixels.end(), rows[i].mutable_data_ptr<std::uint8_t>());
  }
  return {{kEpochs, torch::tensor(state.epochs, torch::kInt64)},
          {kRows, rows},
          {kCounts, torch::tensor({state.seen, state.stride}, torch::kInt64)}};
}

ContactSheet::State contact_sheet_state(const NamedTensors& tensors) {
  const at::Tensor epochs = find(tensors, kEpochs, torch::kInt64, {1});
  const at::Tensor rows = find(tensors, kRows, torch::kUInt8, {3, 4});
  const at::Tensor counts = find(tensors, kCounts, torch::kInt64, {1});
  const bool colour = rows.dim() == 4;
  if (rows.size(0) != epochs.size(0) || counts.size(0) != 2 || (colour && rows.size(3) != 3))
    throw Error("resuming a run")
        .expected("contact sheet tensors of matching sizes")
        .found("other sizes");
  ContactSheet::State state;
  state.seen = counts[0].item<std::int64_t>();
  state.stride = counts[1].item<std::int64_t>();
  for (std::int64_t i = 0; i < rows.size(0); ++i) {
    state.epochs.push_back(epochs[i].item<std::int64_t>());
    Image image(rows.size(2), rows.size(1), 0, colour ? 3 : 1);
    std::copy_n(rows[i].const_data_ptr<std::uint8_t>(), rows[i].numel(), image.pixels.begin());
    state.rows.push_back(std::move(image));
  }
  return state;
}

}  // namespace gan::app
