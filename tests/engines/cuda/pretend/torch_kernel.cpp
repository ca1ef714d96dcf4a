// LibTorch's kernels that training launches itself: those that a graph or its launch needs.
#include <algorithm>
#include <cstdint>

#include <c10/util/BFloat16.h>

#include "kernel.h"
#include "memory.h"

namespace gan::pretend {
namespace {

bool has(const std::string& name, const std::string& part) {
  return name.find(part) != std::string::npos;
}

// The kernel of a fill of memory without gaps: (count, FillFunctor<T>, pointers, ...).
template <class T>
Work fill(void** arguments) {
  const int count = *static_cast<int*>(arguments[0]);
  const T value = *static_cast<T*>(arguments[1]);
  T* const to = *static_cast<T**>(arguments[2]);
  check_is_here(to, "a fill");
  return [=] { std::fill_n(to, count, value); };
}

}  // namespace

Work torch_kernel(const std::string& name, void** arguments) {
  if (!has(name, "::vectorized_elementwise_kernel<") &&
      !has(name, "::unrolled_elementwise_kernel<"))
    return {};
  if (has(name, "FillFunctor<long>")) return fill<std::int64_t>(arguments);
  if (has(name, "FillFunctor<double>")) return fill<double>(arguments);
  if (has(name, "FillFunctor<float>")) return fill<float>(arguments);
  if (has(name, "FillFunctor<unsigned char>")) return fill<unsigned char>(arguments);
  if (has(name, "FillFunctor<c10::BFloat16>")) return fill<c10::BFloat16>(arguments);
  return {};
}

}  // namespace gan::pretend
