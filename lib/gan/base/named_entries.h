// Functions on tables whose entries have a name and a help text.
#pragma once

#include <string>
#include <vector>

#include "gan/base/error.h"
#include "gan/base/text.h"

namespace gan {

template <class Entry>
std::vector<std::string> names_of(const std::vector<Entry>& table) {
  std::vector<std::string> names;
  for (const Entry& entry : table) names.push_back(entry.name);
  return names;
}

// "mlp: fully connected; dcgan: ...".
template <class Entry>
std::string help_of(const std::vector<Entry>& table) {
  std::string text;
  for (const Entry& entry : table)
    text += (text.empty() ? "" : "; ") + entry.name + ": " + entry.help;
  return text;
}

// The entry of that name. If there is none, throws `wrong` with the names in the table.
template <class Entry>
const Entry& entry_named(const std::vector<Entry>& table, const std::string& name,
                         const Error& wrong) {
  for (const Entry& entry : table)
    if (entry.name == name) return entry;
  throw Error(wrong).expected(joined(names_of(table), ", ")).found(name);
}

}  // namespace gan
