#include "gan/engines/kernels/cpu_kernels.h"

#include <cstring>
#include <vector>

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
#endif

namespace {

// Those that this processor can run, the fastest first.
std::vector<const CpuKernels*> kernels_here() {
  std::vector<const CpuKernels*> here;
#ifdef GAN_X86_KERNELS
  const bool fma = __builtin_cpu_supports("fma");
  const bool wide = __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") &&
                    __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512vl") && fma;
  if (wide && __builtin_cpu_supports("avx512bf16")) here.push_back(&avx512bf16::kKernels);
  if (wide) here.push_back(&avx512::kKernels);
  if (__builtin_cpu_supports("avx2") && fma) here.push_back(&avx2::kKernels);
#endif
  here.push_back(&generic::kKernels);
  return here;
}

}  // namespace

const CpuKernels* cpu_kernels(const char* instruction_set) {
  for (const CpuKernels* kernels : kernels_here())
    if (std::strcmp(kernels->instruction_set, instruction_set) == 0) return kernels;
  return nullptr;
}

const CpuKernels& cpu_kernels() {
  static const CpuKernels& fastest = *kernels_here().front();
  return fastest;
}

}  // namespace gan
