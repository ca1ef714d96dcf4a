#include "gan/device/vector_math.h"

#include <mutex>

#include <ATen/Functions.h>

namespace gan {

void choose_vector_math() {
  static std::once_flag once;
  std::call_once(once, [] {
    for (const at::ScalarType type : {at::kFloat, at::kDouble}) {
      const at::Tensor one = at::ones({1}, type);
      for (const auto function : {at::exp, at::log, at::log1p, at::expm1, at::sqrt, at::rsqrt,
                                  at::tanh, at::sin, at::cos, at::erf})
        function(one);
    }
  });
}

}  // namespace gan
