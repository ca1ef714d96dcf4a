// The metadata of a checkpoint: texts by name, which checkpoint_format.md lists.
#pragma once

#include <cstdint>
#include <map>
#include <string>

#include "gan/storage/checkpoint.h"

namespace gan {

using Metadata = std::map<std::string, std::string>;

// Adds an entry for each field of the checkpoint but its tensors.
void write_metadata(const Checkpoint& checkpoint, Metadata& metadata);

// Sets these fields. Throws Error, naming `where`, for a missing entry and for a wrong text.
void read_metadata(const Metadata& metadata, const std::string& where, Checkpoint& checkpoint);

// One entry; throws in the same way.
std::string metadata_text(const Metadata& metadata, const std::string& name,
                          const std::string& where);
std::int64_t metadata_number(const Metadata& metadata, const std::string& name,
                             const std::string& where);

}  // namespace gan
