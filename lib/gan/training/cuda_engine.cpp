#include "gan/training/cuda_engine.h"

#include <dlfcn.h>

#include "gan/base/error.h"
#include "gan/training/cuda_library.h"

namespace gan {
namespace {

using Make = Engine* (*)(Players*, RandomBatches*, const TrainingOptions*);

// The file beside the one that this code is in.
std::string cuda_part() {
  static const char here = 0;
  Dl_info info;
  const std::string path = dladdr(&here, &info) != 0 ? info.dli_fname : "";
  return path.substr(0, path.rfind('/') + 1) + "libgan_cuda.so";
}

Make load() {
  const Error error = Error("preparing the training on a GPU");
  if (!load_cuda().empty()) throw Error(error).expected("LibTorch with CUDA").found(load_cuda());
  void* const handle = dlopen(cuda_part().c_str(), RTLD_NOW);
  void* const make = handle == nullptr ? nullptr : dlsym(handle, "gan_make_cuda_engine");
  if (make == nullptr) {
    const char* reason = dlerror();
    throw Error(error)
        .expected("libgan_cuda.so beside libgan.so")
        .found(reason == nullptr ? "none" : reason)
        .hint("try --fast off, which does without");
  }
  return reinterpret_cast<Make>(make);
}

}  // namespace

std::unique_ptr<Engine> make_cuda_engine(Players& players, RandomBatches& batches,
                                         const TrainingOptions& options) {
  static const Make make = load();
  return std::unique_ptr<Engine>(make(&players, &batches, &options));
}

}  // namespace gan
