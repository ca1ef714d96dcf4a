#include "gan/device/device_name.h"

#include "gan/base/error.h"

namespace gan {

void check_device_name(const std::string& name) {
  if (name != "auto" && name != "cpu") cuda_device_number(name);
}

int cuda_device_number(const std::string& name) {
  if (name == "cuda") return 0;
  const std::string digits = name.substr(0, 5) == "cuda:" ? name.substr(5) : "";
  if (digits.empty() || digits.size() > 3 ||
      digits.find_first_not_of("0123456789") != std::string::npos)
    throw Error::usage("choosing the device")
        .at("--device")
        .expected("auto, cpu, cuda or cuda:N")
        .found("\"" + name + "\"");
  return std::stoi(digits);
}

}  // namespace gan
