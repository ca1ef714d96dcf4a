#include "gan/engines/kernels/cpu_kernels.h"

#include <cstring>
#include <initializer_list>

namespace gan {

namespace generic {
extern const CpuKernels kKernels;
}

#ifdef GAN_X86_KERNELS
namespace avx2 {
extern const CpuKernels kKernels;
}
namespace avx512 {
extern const CpuKernels kKernels;
}
namespace avx512bf16 {
extern const CpuKernels kKernels;
}

namespace {

bool has_avx512() {
  return __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") &&
         __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512vl") &&
         __builtin_cpu_supports("fma");
}

}  // namespace
#endif

const CpuKernels* cpu_kernels(const char* instruction_set) {
#ifdef GAN_X86_KERNELS
  if (std::strcmp(instruction_set, "avx512bf16") == 0) {
    const bool known = has_avx512() && __builtin_cpu_supports("avx512bf16");
    return known ? &avx512bf16::kKernels : nullptr;
  }
  if (std::strcmp(instruction_set, "avx512") == 0)
    return has_avx512() ? &avx512::kKernels : nullptr;
  if (std::strcmp(instruction_set, "avx2") == 0) {
    const bool known = __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma");
    return known ? &avx2::kKernels : nullptr;
  }
#endif
  return std::strcmp(instruction_set, "generic") == 0 ? &generic::kKernels : nullptr;
}

const CpuKernels& cpu_kernels() {
  static const CpuKernels& fastest = [&]() -> const CpuKernels& {
    for (const char* name : {"avx512bf16", "avx512", "avx2"})
      if (const CpuKernels* kernels = cpu_kernels(name)) return *kernels;
    return generic::kKernels;
  }();
  return fastest;
}

}  // namespace gan
