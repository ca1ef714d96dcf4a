// A training run in one file: a resumed run computes as if it had never stopped.
#pragma once

#include <string>
#include <vector>

#include "gan/base/image.h"
#include "gan/networks/generator.h"
#include "gan/storage/checkpoint_folder.h"
#include "gan/training/training_state.h"

namespace gan {

// What a checkpoint holds; checkpoint_format.md describes the file. It holds no code, and no time,
// host or folder: the same training gives the same bytes.
struct Checkpoint {
  std::string options;         // JSON, as in the run's options.json
  std::string data_sha256;     // of the images (ImageSet::sha256)
  std::string data_name;       // for people
  ImageShape image;            // of the images
  std::int64_t rollbacks = 0;  // how often the run went back to an earlier checkpoint
  TrainingState training;
  NamedTensors samples;  // what the run's pictures need; the code that draws them sets the names
  // Of a conditional training: the names of the classes, and the SHA-256 of the labels.
  std::vector<std::string> classes;
  std::string labels_sha256;
};

// The bytes of the file.
std::string encode_checkpoint(const Checkpoint& checkpoint);

// Verifies the SHA-256 before it uses any value. Throws Error, naming `where`, for other bytes.
Checkpoint decode_checkpoint(const std::string& bytes, const std::string& where);

// The generator in inference mode: its moving average if the checkpoint has one. Throws Error,
// naming `where`, if the checkpoint's options do not describe its tensors.
Generator checkpoint_generator(const Checkpoint& checkpoint, const std::string& where);

struct DamagedCheckpoint {
  std::string path;
  std::string reason;  // one line, with the path
};

struct LoadedCheckpoint {
  Checkpoint checkpoint;
  std::string path;
  std::vector<DamagedCheckpoint> damaged;  // newer files that could not be read
};

// The file itself.
Checkpoint load_checkpoint(const std::string& path);
// The newest readable checkpoint of a run. Throws Error if there is none, and for a newer one in
// another version of the format: an older file must not take its place.
LoadedCheckpoint load_newest_checkpoint(const CheckpointFolder& folder);

}  // namespace gan
