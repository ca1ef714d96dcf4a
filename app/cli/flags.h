// Flags of a command, made from the table of its options.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "gan/base/field.h"

namespace gan::app {

// The words behind a command's name.
using Arguments = std::vector<std::string>;

// Options under one heading of the help.
struct FlagGroup {
  std::string heading;
  std::vector<Field> fields;
};

// What was written on the command line, not yet stored anywhere.
class GivenFlags {
 public:
  // Words that belong to no flag go to `positional` ("run-1" of: gan report run-1 --out page.html).
  // Throws Error (usage) for such a word where that is null, for an unknown flag, with the nearest
  // one as a hint, and for a flag without its value.
  GivenFlags(const std::string& command, const std::vector<FlagGroup>& groups,
             const Arguments& arguments, Arguments* positional = nullptr);

  bool wants_help() const { return help_; }
  // Whether the help shall have the advanced flags, too.
  bool wants_all() const { return all_; }
  bool has(const std::string& name) const { return values_.count(name) != 0; }
  std::size_t count() const { return values_.size(); }
  // Stores the given values in the fields that they are for, checking each.
  void apply(const std::vector<Field>& fields) const;

 private:
  std::map<std::string, std::string> values_;  // by the field's name
  bool help_ = false, all_ = false;
};

// The help of a command: usage ("train", "report RUN"), headings, flags and defaults. Where `all`
// is set or no flag is advanced, it has all flags, and their ranges.
std::string help_text(const std::string& usage, const std::string& description,
                      const std::vector<FlagGroup>& groups, bool all);

// Prints the help where the arguments ask for it, and gives nothing; else the flags, whose values
// are stored in the fields now. Throws as GivenFlags and Field::parse() do.
std::optional<GivenFlags> read_flags(const std::string& usage, const std::string& description,
                                     const std::vector<FlagGroup>& groups,
                                     const Arguments& arguments, Arguments* positional = nullptr);

std::vector<Field> all_fields(const std::vector<FlagGroup>& groups);

}  // namespace gan::app
