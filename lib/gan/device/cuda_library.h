// LibTorch's CUDA part, which is loaded when it is asked for: it takes a fifth of a second and
// 350 MB, which a program that computes on the CPU shall not pay.
#pragma once

#include <string>

#include "gan/device/cuda_status.h"

namespace gan {

// Loads it, the first time that this is called. Returns what stands against that in a few words (no
// NVIDIA driver, a LibTorch without CUDA, a library that does not load), or nothing where CUDA can
// be asked for devices. LibTorch decides once whether it has CUDA: call this before anything is
// seeded, differentiated or asked about CUDA.
const std::string& load_cuda();

// What CUDA says of its devices. Only after load_cuda() has found nothing. LibTorch's own warning,
// where there are none, is not printed.
CudaStatus cuda_status();

// The path of a file that stands beside the shared library `library` of this process, empty where
// the library is not loaded.
std::string beside_library(const std::string& library, const std::string& file);

}  // namespace gan
