#include "gan/engines/loader/cuda_part.h"

#include "gan/device/cuda_device.h"

namespace gan {

const CudaPart& cuda_part() {
  using Get = const CudaPart* (*)();
  static const CudaPart& part = *reinterpret_cast<Get>(cuda_symbol("gan_cuda_part"))();
  return part;
}

}  // namespace gan
