// Pictures that move.
#pragma once

#include <string>
#include <vector>

#include "gan/base/image.h"
#include "gan/report/pictures/contact_sheet.h"

namespace gan {

// The bytes of an animated PNG file (APNG, as in the third edition of the PNG specification) that
// shows the frames one after the other, over and over. A viewer that knows no animation shows the
// last frame.
//
// frames: at least one, all of one size and as many channels; each goes through encode_png (png.h).
// milliseconds: how long each frame stays, the last one last_milliseconds: 10 to 60,000.
//
// Throws Error where that is not so. The same frames give the same bytes.
std::string encode_apng(const std::vector<Image>& frames, int milliseconds, int last_milliseconds);

// The rows of a contact sheet as frames, one an epoch: the digits enlarged, the epoch's number
// above them. Throws Error where there are no rows, or they differ in size or channels.
std::vector<Image> training_frames(const ContactSheet::State& sheet);

}  // namespace gan
