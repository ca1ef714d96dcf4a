// Saves one checkpoint as a run does: save_checkpoint FOLDER EPOCHS LETTER COUNT
#include <cstdio>
#include <string>

#include "gan/base/error.h"
#include "gan/storage/checkpoint_folder.h"
#include "gan/storage/files/folder_lock.h"

int main(int, char** words) {
  try {
    const gan::FolderLock lock(words[1]);
    gan::CheckpointFolder(words[1]).save({std::stoll(words[2]), 0},
                                         std::string(std::stoull(words[4]), words[3][0]));
    return 0;
  } catch (const gan::Error& error) {
    std::fprintf(stderr, "save_checkpoint: %s\n", error.what());
    return 1;
  }
}
