// Flags of a command, made from the table of its options.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "gan/base/field.h"

namespace gan::app {

// The arguments after a command's name.
using Arguments = std::vector<std::string>;

// Options under one heading of the help.
struct FlagGroup {
  std::string heading;
  std::vector<Field> fields;
};

// The flags of a command line, read but not yet stored in fields.
class GivenFlags {
 public:
  // Arguments that belong to no flag go to `positional` ("run-1" in `gan report run-1 --out
  // page.html`). Throws Error (usage) for such an argument if `positional` is null, for an unknown
  // flag (with the nearest known flag as a hint), and for a flag without its value.
  GivenFlags(const std::string& command, const std::vector<FlagGroup>& groups,
             const Arguments& arguments, Arguments* positional = nullptr);

  bool wants_help() const { return help_; }
  // Whether the help includes the advanced flags.
  bool wants_all() const { return all_; }
  bool has(const std::string& name) const { return values_.count(name) != 0; }
  std::size_t count() const { return values_.size(); }
  // All but the named ones, as on a command line: "--epochs 3 --quiet on".
  std::string text_without(const std::vector<std::string>& names) const;
  // Checks each given value and stores it in its field.
  void apply(const std::vector<Field>& fields) const;

 private:
  std::map<std::string, std::string> values_;  // by the field's name
  bool help_ = false, all_ = false;
};

// The help of a command: usage ("train", "report RUN"), headings, flags and defaults. If `all` is
// set or no flag is advanced, it lists all flags with their ranges.
std::string help_text(const std::string& usage, const std::string& description,
                      const std::vector<FlagGroup>& groups, bool all);

// If the arguments request the help, prints it and returns nothing. Otherwise stores the values of
// the flags in the fields and returns the flags. Throws as GivenFlags and Field::parse() do.
std::optional<GivenFlags> read_flags(const std::string& usage, const std::string& description,
                                     const std::vector<FlagGroup>& groups,
                                     const Arguments& arguments, Arguments* positional = nullptr);

std::vector<Field> all_fields(const std::vector<FlagGroup>& groups);

}  // namespace gan::app
