// The flag that `gan evaluate` and `gan train` share.
#pragma once

#include <string>

#include "gan/base/field.h"

namespace gan::app {

inline Field features_field(std::string& features) {
  return Field("features", features, "measure by this TorchScript network, not by a classifier")
      .path("FILE.pt");
}

}  // namespace gan::app
