# shellcheck shell=bash
# Chooses the LibTorch to build with, and the CUDA compiler that its CMake package asks for even
# where no GPU is used. Sets python, to one with torch, or to nothing. Sourced by setup.sh.
# shellcheck disable=SC2154

# Sets torch_config to the folder of TorchConfig.cmake below PREFIX, and then torch_root (the folder
# with include/ and lib/), torch_version and torch_cuda (empty for a build without CUDA).
inspect_torch() { # PREFIX
  local file
  torch_config=
  for file in "$1"/{,Torch/,share/cmake/Torch/,lib/cmake/Torch/,lib/*/cmake/Torch/}TorchConfig.cmake; do
    if [[ -e $file ]]; then
      torch_config=$(realpath "${file%/*}")
      break
    fi
  done
  [[ $torch_config ]] || return
  torch_root=$(realpath "$torch_config/../../..")
  torch_version=$(sed -n 's/.*(PACKAGE_VERSION "\([0-9.]*\).*/\1/p' \
    "$torch_config/TorchConfigVersion.cmake")
  torch_cuda=
  if [[ -e $torch_root/lib/libtorch_cuda.so ]]; then
    # A Python package says "cuda: Optional[str] = '13.0'", a downloaded archive "2.11.0+cu130".
    torch_cuda=$({ cat "$torch_root/version.py" "$torch_root/build-version" 2>/dev/null || true; } |
      sed -n "s/^cuda.*'\([0-9.]*\)'.*/\1/p; s/^[0-9.]*+cu\([0-9]*\)\([0-9]\)$/\1.\2/p")
    torch_cuda=${torch_cuda:-of unknown version}
  fi
}

# True if the inspected LibTorch can be built with. The old C++ ABI of Torch before 2.7 from PyPI
# does not link with the libraries of a system.
is_supported() {
  [[ $torch_version =~ ^([0-9]+)\.([0-9]+) ]] &&
    ((BASH_REMATCH[1] > 2 || (BASH_REMATCH[1] == 2 && BASH_REMATCH[2] >= 4))) &&
    ! grep --quiet 'GLIBCXX_USE_CXX11_ABI=0' "$torch_config/TorchConfig.cmake"
}

# Sets nvcc and cuda_root to a compiler of the CUDA version that the inspected LibTorch was built
# with. Succeeds at once where it was built without.
find_nvcc_if_needed() {
  local release header
  [[ $torch_cuda ]] || return 0
  for nvcc in "${CUDACXX:-}" {"${CUDA_HOME:-}","${CUDA_PATH:-}"}/bin/nvcc \
    "$torch_root"/../nvidia/cu*/bin/nvcc "$(command -v nvcc)" /usr/local/cuda/bin/nvcc; do
    [[ -x $nvcc ]] || continue
    nvcc=$(realpath "$nvcc")
    cuda_root=${nvcc%/bin/nvcc}
    release=$("$nvcc" --version | sed -n 's/.*release \([0-9]*\).*/\1/p')
    [[ $torch_cuda == "$release".* || $torch_cuda == of* ]] || continue
    for header in "$cuda_root"/{,targets/*/}include/cuda_runtime.h; do
      [[ ! -e $header ]] || return 0
    done
  done
  return 1
}

has_torch() { # PYTHON
  "$1" -c '
import importlib.util, sys
sys.exit(importlib.util.find_spec("torch") is None)' 2>/dev/null
}

# Succeeds if the user names a LibTorch, and dies if that cannot be built with.
use_named_torch() {
  local prefix prefixes
  IFS=':;' read -ra prefixes <<<"${Torch_DIR:-$prefix_path}"
  torch_config=
  for prefix in "${prefixes[@]}"; do
    ! inspect_torch "$prefix" || break
  done
  if [[ -z $torch_config ]]; then
    [[ -z ${Torch_DIR:-} ]] || die "no TorchConfig.cmake in $Torch_DIR, which Torch_DIR names"
    return 1
  fi
  is_supported ||
    die "the LibTorch ${torch_version:-of unknown version} in $torch_root is not supported:" \
      "2.4 or later with the C++11 ABI is needed"
  find_nvcc_if_needed ||
    die "the LibTorch in $torch_root is built for CUDA $torch_cuda and needs its nvcc: install that" \
      "CUDA toolkit and set CUDACXX to the nvcc, or name no LibTorch, to get one with a compiler"
  # A torch in PREFIX/lib/pythonX.Y/site-packages has its Python in PREFIX/bin.
  python=$(realpath --canonicalize-missing --no-symlinks "$torch_root/../../../../bin/python3")
  has_torch "$python" || python=$(command -v python3)
  has_torch "$python" || python=
}

# Succeeds if the torch of the python3 on PATH is whole and can be built with.
use_torch_on_path() {
  local prefix
  has_torch python3 || return
  prefix=$(python3 -c '
import importlib.util
print(importlib.util.find_spec("torch").submodule_search_locations[0])') || return
  if ! inspect_torch "$prefix" || ! is_supported ||
    ! python3 "$docker_dir/check_install.py" torch 2>/dev/null; then
    say "passing over the torch in $prefix: it is not of version 2.4 or later, or not whole"
    return 1
  fi
  if ! find_nvcc_if_needed; then
    say "passing over the torch in $prefix: no nvcc for CUDA $torch_cuda is here"
    return 1
  fi
  python=$(python3 -c 'import sys; print(sys.executable)')
}

use_pinned_torch() {
  local env=$cache/torch packages free
  if [[ ! -e $env/complete ]]; then
    free=$(df --output=avail --block-size=1G "$cache" | tail -n 1)
    ((free >= 9)) || die "LibTorch needs 9 GB below $cache, where ${free// /} GB are free: make room" \
      "or set XDG_CACHE_HOME to a folder on a larger disk"
    say "LibTorch comes into $env once: 3 GB to download"
  fi
  ensure_venv "$env" torch
  python=$env/bin/python
  packages=$("$python" -c 'import sysconfig; print(sysconfig.get_path("purelib"))')
  inspect_torch "$packages/torch" || die "no TorchConfig.cmake in $packages/torch"
  if ! find_nvcc_if_needed; then
    ensure_venv "$env" torch cuda
    find_nvcc_if_needed || die "no nvcc for CUDA $torch_cuda in $env"
  fi
  complete_toolkit "$packages/nvidia"
}

# The packages name their libraries for running only (lib/libX.so.13); CMake looks for libX.so, and
# nvcc in lib64.
complete_toolkit() { # FOLDER
  local folder library link
  for folder in "$1"/cu*/lib; do
    [[ -e ${folder}64 ]] || ln --symbolic lib "${folder}64"
    for library in "$folder"/lib*.so.*; do
      link=${library%.so.*}.so
      [[ -e $link ]] || ln --symbolic --force "${library##*/}" "$link"
    done
  done
}

choose_torch() {
  use_named_torch || use_torch_on_path || use_pinned_torch
  cmake_args+=("-DTorch_DIR=$torch_config" "-DGAN_TEST_PYTHON=$python")
  if [[ $torch_cuda ]]; then
    cmake_args+=("-DCMAKE_CUDA_COMPILER=$nvcc" "-DCUDAToolkit_ROOT=$cuda_root"
      "-DCUDA_TOOLKIT_ROOT_DIR=$cuda_root")
  fi
  say "using LibTorch $torch_version${torch_cuda:+ for CUDA $torch_cuda} in $torch_root"
}
