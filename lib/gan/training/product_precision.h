// Sets the precision of float32 matrix products and convolutions on a GPU during its lifetime.
// cuBLAS and cuDNN read it when a product is launched or captured.
#pragma once

#include <ATen/Context.h>

#include "gan/training/options.h"

namespace gan {

class ProductPrecision {
 public:
  explicit ProductPrecision(Precision precision)
      : before_(at::globalContext().float32MatmulPrecision()),
        convolutions_before_(at::globalContext().allowTF32CuDNN()) {
    at::globalContext().setFloat32MatmulPrecision(precision == Precision::tf32 ? "high"
                                                                               : "highest");
    at::globalContext().setAllowTF32CuDNN(precision == Precision::tf32);
  }
  ~ProductPrecision() {
    at::globalContext().setFloat32MatmulPrecision(
        before_ == at::Float32MatmulPrecision::HIGHEST ? "highest"
        : before_ == at::Float32MatmulPrecision::HIGH  ? "high"
                                                       : "medium");
    at::globalContext().setAllowTF32CuDNN(convolutions_before_);
  }
  ProductPrecision(const ProductPrecision&) = delete;
  ProductPrecision& operator=(const ProductPrecision&) = delete;

 private:
  at::Float32MatmulPrecision before_;
  bool convolutions_before_;
};

}  // namespace gan
