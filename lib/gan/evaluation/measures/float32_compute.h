// Float32 as it is written, for as long as this lives: on a GPU, LibTorch lets cuDNN's convolutions
// round what they take to TF32, and may be told so for products.
#pragma once

#include <ATen/Context.h>

namespace gan {

class Float32Compute {
 public:
  Float32Compute()
      : convolutions_(at::globalContext().allowTF32CuDNN()),
        products_(at::globalContext().allowTF32CuBLAS()) {
    set(false, false);
  }
  ~Float32Compute() { set(convolutions_, products_); }
  Float32Compute(const Float32Compute&) = delete;
  Float32Compute& operator=(const Float32Compute&) = delete;

 private:
  static void set(bool convolutions, bool products) {
    at::globalContext().setAllowTF32CuDNN(convolutions);
    at::globalContext().setAllowTF32CuBLAS(products);
  }

  bool convolutions_;
  bool products_;
};

}  // namespace gan
