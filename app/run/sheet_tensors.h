// The contact sheet as tensors, as a checkpoint keeps it.
#pragma once

#include "gan/report/pictures/contact_sheet.h"
#include "gan/training/training_state.h"

namespace gan::app {

// contact_sheet.epochs (int64 [n]), contact_sheet.rows (uint8 [n, height, width] of grey
// pictures, [n, height, width, 3] of others) and contact_sheet.counts (int64 [2]: samples seen, and
// of which every so-many-th is kept).
NamedTensors contact_sheet_tensors(const ContactSheet::State& state);

// Throws Error where they are not what the function above gives.
ContactSheet::State contact_sheet_state(const NamedTensors& tensors);

}  // namespace gan::app
