// Animated pictures.
#pragma once

#include <string>
#include <vector>

#include "gan/base/image.h"
#include "gan/report/pictures/contact_sheet.h"

namespace gan {

// The bytes of an animated PNG file (APNG, as in the third edition of the PNG specification) that
// shows the frames in an endless loop. A viewer without support for animation shows the last frame.
//
// frames: at least one, all of the same size and channels; each is encoded by encode_png (png.h).
// milliseconds: how long each frame stays, the last one last_milliseconds: 10 to 60,000.
//
// Throws Error for other frames or times. The same frames give the same bytes.
std::string encode_apng(const std::vector<Image>& frames, int milliseconds, int last_milliseconds);

// The rows of a contact sheet as frames, one for each epoch: the samples enlarged, the epoch's
// number above them. Throws Error if there are no rows, not as many rows as epochs, or a row that
// is larger than the first or has other channels.
std::vector<Image> training_frames(const ContactSheet::State& sheet);

}  // namespace gan
