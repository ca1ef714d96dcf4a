// Names of classes.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace gan {

struct ImageSet;

constexpr std::int64_t kMostLabel = 65535;  // the largest that is read
constexpr std::int64_t kMostClasses = kMostLabel + 1;

// "0", "1", ...
std::vector<std::string> numbered_classes(std::int64_t count);

// The names of the set's classes: its own, or numbers; empty if it has no labels.
std::vector<std::string> class_names_of(const ImageSet& set);

// The first names, for a message: "cat, dog, ...".
std::string first_names(const std::vector<std::string>& classes);

// SHA-256 of the set's labels.
std::string labels_sha256(const ImageSet& set);

// The class of that name, else of that number, from 0. Throws Error (usage) at `flag` with the
// names there are.
std::int64_t class_named(const std::string& text, const std::vector<std::string>& classes,
                         const std::string& flag);

}  // namespace gan
