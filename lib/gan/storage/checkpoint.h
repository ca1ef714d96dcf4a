// A run in one file, from which it goes on as if it had never stopped.
#pragma once

#include <string>
#include <vector>

#include "gan/base/image.h"
#include "gan/networks/generator.h"
#include "gan/storage/checkpoint_folder.h"
#include "gan/training/training_state.h"

namespace gan {

// What a checkpoint holds; checkpoint_format.md describes the file. Nothing in it can run, and no
// time, host or folder is in it: the same training gives the same bytes.
struct Checkpoint {
  std::string options;         // JSON, as in the run's options.json
  std::string data_sha256;     // of the images (ImageSet::sha256)
  std::string data_name;       // for people
  ImageShape image;            // of the images
  std::int64_t rollbacks = 0;  // how often the run went back to an earlier checkpoint
  TrainingState training;
  NamedTensors samples;  // what the run's pictures need; whoever draws them knows what
};

// The bytes of the file.
std::string encode_checkpoint(const Checkpoint& checkpoint);

// Throws Error, naming `where`, for anything but such bytes: its SHA-256 is verified before a value
// is used.
Checkpoint decode_checkpoint(const std::string& bytes, const std::string& where);

// The generator in inference mode: its moving average where there is one. Throws Error, naming
// `where`, where the checkpoint's options do not describe its tensors.
Generator checkpoint_generator(const Checkpoint& checkpoint, const std::string& where);

struct DamagedCheckpoint {
  std::string path;
  std::string reason;  // in a line, the path included
};

struct LoadedCheckpoint {
  Checkpoint checkpoint;
  std::string path;
  std::vector<DamagedCheckpoint> damaged;  // newer files that could not be read
};

// The file itself.
Checkpoint load_checkpoint(const std::string& path);
// The newest checkpoint of a run that can be read. Throws Error where there is none, or (usage) one
// of a later version of this program, which an older file should not stand in for.
LoadedCheckpoint load_newest_checkpoint(const CheckpointFolder& folder);

}  // namespace gan
