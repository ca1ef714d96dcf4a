#!/usr/bin/env bash
# What the image's first stage does.
#   image.sh build FOLDER             builds, tests the training's numbers, and installs into FOLDER
#   image.sh collect FOLDER DEVICE    completes FOLDER with the libraries that DEVICE (cpu or cuda) takes
# shellcheck disable=SC2119,SC2154
set -euo pipefail

# shellcheck source=docker/build.sh
source "$(dirname "$(realpath "${BASH_SOURCE[0]}")")/build.sh"

die() {
  printf 'image: error: %s\n' "$*" >&2
  exit 1
}

build_image() { # FOLDER
  SOURCE_DATE_EPOCH=$(git -C "$project" log -1 --format=%ct 2>/dev/null || echo 0)
  export SOURCE_DATE_EPOCH
  configure "$build_dir" -DGAN_BUILD_TESTS=ON -DCMAKE_INSTALL_RPATH_USE_LINK_PATH=OFF
  "$cmake" --build "$build_dir" --parallel "$(compilers_at_once)" --target gan_app training_tests
  (cd "$build_dir" && "$ctest" --output-on-failure --tests-regex '^training/')
  "$cmake" --install "$build_dir" --prefix "$1"
  rm -r "$1"/include "$1"/lib/cmake
}

# Prints the libraries that FILES load from outside the system's folders, LibTorch's and CUDA's.
libraries_of() { # FILE...
  LD_LIBRARY_PATH=$torch/lib ldd "$@" | awk -v torch="$(dirname "$torch")/" \
    'index($3, torch) == 1 { print $3 }' | sort --unique
}

collect() { # FOLDER DEVICE
  local folder=$1 torch libraries
  torch=$("$python" -c '
import importlib.util
print(importlib.util.find_spec("torch").submodule_search_locations[0])')
  case $2 in
    cpu)
      rm "$folder/lib/libgan_cuda.so"
      mapfile -t libraries < <(libraries_of "$folder/bin/gan" "$folder"/lib/*.so)
      ;;
    cuda)
      # What is loaded by name: by cuDNN its parts, that for attention never, by TorchScript and cuDNN
      # the compiler for kernels. Nothing here takes LibTorch's linear algebra on the GPU.
      mapfile -t libraries < <(
        libraries_of "$folder/bin/gan" "$folder"/lib/*.so "$torch/lib/libtorch_cuda.so"
        find "$torch/../nvidia/cudnn/lib" -name 'libcudnn_*.so.*' ! -name 'libcudnn_adv*'
        find "$torch"/../nvidia/cu*/lib -name 'libnvrtc*.so.*' ! -name '*.alt.*'
        echo "$torch/lib/libcaffe2_nvrtc.so"
      )
      ;;
    *) die "--build-arg DEVICE=$2: expected cpu or cuda" ;;
  esac
  cp --dereference --target-directory="$folder/lib" "${libraries[@]}"
  # libcuda.so.1 is the driver's, and comes with --gpus.
  ! LD_LIBRARY_PATH=$folder/lib ldd "$folder/bin/gan" "$folder"/lib/*.so* | grep 'not found' |
    grep --invert-match 'libcuda\.so\.1' || die "a library is missing"
}

set_up
case ${1:-} in
  build) build_image "$2" ;;
  collect) collect "$2" "$3" ;;
  *) die "unknown argument '${1:-}' (known: build, collect)" ;;
esac
