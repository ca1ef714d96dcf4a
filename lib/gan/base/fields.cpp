#include "gan/base/fields.h"

#include <algorithm>

#include <nlohmann/json.hpp>

#include "gan/base/error.h"
#include "gan/base/nearest.h"

namespace gan {

void check_fields(const std::vector<Field>& fields) {
  for (const Field& field : fields) field.check();
}

nlohmann::ordered_json fields_to_json(const std::vector<Field>& fields) {
  nlohmann::ordered_json object = nlohmann::ordered_json::object();
  for (const Field& field : fields)
    if (field.is_in_use()) object[field.name()] = field.get();
  return object;
}

void fields_from_json(const std::vector<Field>& fields, const nlohmann::json& object,
                      const std::string& where, const std::vector<Field>& flags_alone) {
  const Error wrong = Error::usage("reading options").at(where);
  if (!object.is_object())
    throw Error(wrong)
        .expected("a JSON object, such as {\"" + (fields.empty() ? "name" : fields.front().name()) +
                  "\": ...}")
        .found(object.is_array() ? "a list" : std::string(object.type_name()));
  for (const auto& [key, value] : object.items()) {
    const auto is_named = [&name = key](const Field& field) { return field.name() == name; };
    const auto field = std::find_if(fields.begin(), fields.end(), is_named);
    if (field == fields.end()) {
      std::vector<std::string> names;
      for (const Field& f : fields) names.push_back(f.name());
      throw Error(wrong)
          .expected("the name of an option")
          .found("\"" + key + "\"")
          .hint(std::any_of(flags_alone.begin(), flags_alone.end(), is_named)
                    ? "give it as the flag " + flag_of(key)
                : value.is_object() ? "put all options in one object, without groups"
                                    : did_you_mean(key, names));
    }
    Field(*field).set(value, where);
  }
}

}  // namespace gan
