#include <algorithm>

#include "gan/base/named_entries.h"
#include "gan/networks/architecture.h"
#include "gan/networks/dcgan.h"
#include "gan/networks/mlp.h"
#include "gan/networks/options.h"
#include "gan/networks/resnet.h"

namespace gan {

const std::vector<Architecture>& architectures() {
  static const std::vector<Architecture> table = {
      mlp(),
      dcgan(),
      resnet(),
  };
  return table;
}

const Architecture& architecture_named(const std::string& name) {
  return entry_named(architectures(), name,
                     Error::usage("building a network").at("--architecture"));
}

std::vector<std::string> architecture_names() {
  return names_of(architectures());
}

Field architecture_field(std::string& architecture) {
  return Field("architecture", architecture, help_of(architectures())).one_of(architecture_names());
}

void set_architecture_defaults(const std::string& name, std::vector<Field> fields) {
  for (const auto& [option, value] : architecture_named(name).defaults)
    for (Field& field : fields)
      if (field.name() == option) field.parse(value);
}

std::vector<Field> fields_read_by(const std::string& name, std::vector<Field> fields) {
  const auto reads = [](const Architecture& architecture, const Field& field) {
    return std::count(architecture.options.begin(), architecture.options.end(), field.name()) > 0;
  };
  for (Field& field : fields) {
    std::vector<std::string> readers;
    for (const Architecture& architecture : architectures())
      if (reads(architecture, field)) readers.push_back(architecture.name);
    if (readers.size() < architectures().size()) field.only_with("architecture", name, readers);
  }
  return fields;
}

}  // namespace gan
