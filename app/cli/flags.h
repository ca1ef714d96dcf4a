// Flags of a command, made from the table of its options.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "gan/base/field.h"

namespace gan::app {

// Options under one heading of the help.
struct FlagGroup {
  std::string heading;
  std::vector<Field> fields;
};

// What was written on the command line, not yet stored anywhere.
class GivenFlags {
 public:
  // Throws Error (usage) for an unknown flag, with the nearest one as a hint, for a word that
  // belongs to no flag, and for a flag without its value.
  GivenFlags(const std::string& command, const std::vector<FlagGroup>& groups,
             const std::vector<std::string>& arguments);

  bool wants_help() const { return help_; }
  bool has(const std::string& name) const { return values_.count(name) != 0; }
  std::size_t count() const { return values_.size(); }
  // Stores the given values in the fields that they are for, checking each.
  void apply(const std::vector<Field>& fields) const;

 private:
  std::map<std::string, std::string> values_;  // by the field's name
  bool help_ = false;
};

// The help of a command: usage, headings, flags, defaults and ranges.
std::string help_text(const std::string& command, const std::string& description,
                      const std::vector<FlagGroup>& groups);

// All fields of all groups.
std::vector<Field> all_fields(const std::vector<FlagGroup>& groups);

}  // namespace gan::app
