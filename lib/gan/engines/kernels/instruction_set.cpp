// The kernels for one instruction set. Compiled once for each (see lib/cmake/GanKernels.cmake),
// with GAN_ISA its name, GAN_LANES the floats in a vector and GAN_TILE_ROWS the rows whose sums fit
// into the registers beside three vectors of columns.
#include "gan/engines/kernels/batch_norm_simd.h"
#include "gan/engines/kernels/bf16_simd.h"
#include "gan/engines/kernels/product_simd.h"

#define GAN_TEXT_OF(x) #x
#define GAN_TEXT(x) GAN_TEXT_OF(x)

namespace gan::GAN_ISA {

extern const CpuKernels kKernels;
const CpuKernels kKernels = {
    GAN_TEXT(GAN_ISA),
    kLanes,
    /*tile_vectors=*/3,
    forward<Floats, Product>,
    input_gradient<Floats, Product>,
    adam<Floats, Product>,
    bias_adam,
    stored_adam,
    batch_norm_inference,
    batch_statistics,
    batch_norm_forward,
    batch_norm_sums,
    batch_norm_backward,
    scale_pixels,
    tanh_of_all,
#ifdef __AVX512BF16__
    forward<TurnedWeights, Bf16Product>,
    input_gradient<Weights, Bf16Product>,
    adam<RoundedRows, Bf16Product>,
    pair_rows,
    round,
#endif
};

}  // namespace gan::GAN_ISA
