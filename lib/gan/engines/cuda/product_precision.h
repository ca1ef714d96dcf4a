// The precision of float32 matrix products on a GPU, for as long as this lives. cuBLAS takes it
// when a product is launched or captured.
#pragma once

#include <ATen/Context.h>

#include "gan/training/options.h"

namespace gan::cuda {

class ProductPrecision {
 public:
  explicit ProductPrecision(Precision precision)
      : before_(at::globalContext().float32MatmulPrecision()) {
    at::globalContext().setFloat32MatmulPrecision(precision == Precision::tf32 ? "high"
                                                                               : "highest");
  }
  ~ProductPrecision() {
    at::globalContext().setFloat32MatmulPrecision(
        before_ == at::Float32MatmulPrecision::HIGHEST ? "highest"
        : before_ == at::Float32MatmulPrecision::HIGH  ? "high"
                                                       : "medium");
  }
  ProductPrecision(const ProductPrecision&) = delete;
  ProductPrecision& operator=(const ProductPrecision&) = delete;

 private:
  at::Float32MatmulPrecision before_;
};

}  // namespace gan::cuda
