#include "gan/data/options.h"

namespace gan {

std::vector<Field> DataOptions::fields() {
  return {
      Field("dataset", dataset, "auto falls back to synthetic digits where MNIST cannot be had")
          .one_of({"auto", "mnist", "synthetic"}),
      Field("data", data, "folder with the IDX files; else $MNIST_DIR, the cache, a download")
          .path("DIR"),
  };
}

}  // namespace gan
