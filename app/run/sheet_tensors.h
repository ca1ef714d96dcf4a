// The contact sheet as tensors of a checkpoint.
#pragma once

#include "gan/report/pictures/contact_sheet.h"
#include "gan/training/training_state.h"

namespace gan::app {

// contact_sheet.epochs (int64 [n]), contact_sheet.rows (uint8 [n, height, width] for grey pictures,
// [n, height, width, 3] for coloured ones) and contact_sheet.counts (int64 [2]: samples seen, and
// the stride: of how many samples one is kept).
NamedTensors contact_sheet_tensors(const ContactSheet::State& state);

// The inverse. Throws Error for missing tensors and other types or shapes.
ContactSheet::State contact_sheet_state(const NamedTensors& tensors);

}  // namespace gan::app
