# shellcheck shell=bash
# Chooses the LibTorch to build with, and the CUDA compiler that its CMake package asks for even
# where no GPU is used. Sets python, to one with torch, or to nothing. Sourced by setup.sh.
# shellcheck disable=SC2154

# Reads the LibTorch at PREFIX (the folder with include/ and lib/) into torch_config (the folder of
# TorchConfig.cmake), torch_version and torch_cuda (empty for a build without CUDA).
inspect_torch() { # PREFIX
  local file
  torch_config=
  for file in "$1"/{share/cmake,lib/cmake,lib/*/cmake}/Torch/TorchConfig.cmake; do
    [[ -e $file ]] && torch_config=${file%/*}
  done
  [[ $torch_config ]] || return
  torch_version=$(sed -n 's/.*(PACKAGE_VERSION "\([0-9.]*\).*/\1/p' "$torch_config/TorchConfigVersion.cmake")
  torch_cuda=
  if [[ -e $1/lib/libtorch_cuda.so ]]; then
    # A Python package says "cuda: Optional[str] = '13.0'", a downloaded archive "2.11.0+cu130".
    torch_cuda=$(cat "$1/version.py" "$1/build-version" 2>/dev/null |
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

# Sets nvcc and cuda_root: a compiler of the CUDA version that the LibTorch at PREFIX was built with.
find_nvcc() { # PREFIX
  local release header
  for nvcc in "${CUDACXX:-}" "${CUDA_HOME:-}/bin/nvcc" "${CUDA_PATH:-}/bin/nvcc" \
    "$1"/../nvidia/cu*/bin/nvcc "$(command -v nvcc)" /usr/local/cuda/bin/nvcc; do
    [[ -x $nvcc ]] || continue
    nvcc=$(realpath "$nvcc")
    cuda_root=${nvcc%/bin/nvcc}
    release=$("$nvcc" --version | sed -n 's/.*release \([0-9]*\).*/\1/p')
    [[ $torch_cuda == "$release".* || $torch_cuda == of* ]] || continue
    for header in "$cuda_root"/{,targets/*/}include/cuda_runtime.h; do
      [[ -e $header ]] && return
    done
  done
  return 1
}

has_nvcc_if_needed() { # PREFIX
  [[ -z $torch_cuda ]] || find_nvcc "$1"
}

has_torch() { # PYTHON
  "$1" -c '
import importlib.util, sys
sys.exit(importlib.util.find_spec("torch") is None)' 2>/dev/null
}

# Prints the prefix that the user names, if any. A Torch_DIR that holds none is an error.
named_prefix() {
  local prefix
  if [[ ${Torch_DIR:-} ]]; then
    for prefix in "$Torch_DIR" "$Torch_DIR"/../../{..,../..}; do
      inspect_torch "$prefix" && realpath "$prefix" && return
    done
    die "Torch_DIR is $Torch_DIR, but no TorchConfig.cmake is there: unset it or name its folder"
  fi
  while read -r prefix; do
    [[ $prefix ]] && inspect_torch "$prefix" && realpath "$prefix" && return
  done <<<"${prefix_path//[:;]/$'\n'}"
  return 0
}

use_named_torch() { # PREFIX
  inspect_torch "$1"
  is_supported ||
    die "the LibTorch ${torch_version:-of unknown version} in $1 is not supported: 2.4 or later" \
      "with the C++11 ABI is needed"
  has_nvcc_if_needed "$1" ||
    die "the LibTorch in $1 is built for CUDA $torch_cuda and needs nvcc of that version: install" \
      "that CUDA toolkit and set CUDACXX to its nvcc, or name no LibTorch, to get one with a compiler"
  python=$(realpath --no-symlinks "$1/../../../../bin/python3")
  has_torch "$python" || python=$(command -v python3)
  has_torch "$python" || python=
}

# Succeeds if the torch of the python3 on PATH is whole and can be built with.
use_torch_on_path() {
  local prefix
  has_torch python3 || return
  read -r prefix < <(python3 -c '
import importlib.util
print(importlib.util.find_spec("torch").submodule_search_locations[0])') || return
  if ! inspect_torch "$prefix" || ! is_supported ||
    ! python3 "$docker_dir/check_install.py" torch 2>/dev/null; then
    say "passing over the torch ${torch_version:-} of python3: it is not supported or not whole"
    return 1
  fi
  if ! has_nvcc_if_needed "$prefix"; then
    say "passing over the torch $torch_version of python3: no nvcc for CUDA $torch_cuda is here"
    return 1
  fi
  python=$(python3 -c 'import sys; print(sys.executable)')
}

use_pinned_torch() {
  local env=$cache/torch prefix free
  if [[ ! -e $env/complete ]]; then
    free=$(df --output=avail --block-size=1G "$cache" | tail -n 1)
    ((free >= 9)) || die "LibTorch needs 9 GB below $cache, where ${free// /} GB are free: make room" \
      "or set XDG_CACHE_HOME to a folder on a larger disk"
    say "LibTorch comes into $env once: 3 GB to download"
  fi
  ensure_venv "$env" torch
  python=$env/bin/python
  prefix=$("$python" -c 'import sysconfig; print(sysconfig.get_path("purelib"))')/torch
  inspect_torch "$prefix" || die "no TorchConfig.cmake in $prefix"
  if ! has_nvcc_if_needed "$prefix"; then
    ensure_venv "$env" torch cuda
    find_nvcc "$prefix" || die "no nvcc for CUDA $torch_cuda in $env"
  fi
  complete_toolkit "$prefix/../nvidia"
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
  local prefix
  prefix=$(named_prefix)
  if [[ $prefix ]]; then
    use_named_torch "$prefix"
  elif ! use_torch_on_path; then
    use_pinned_torch
  fi
  cmake_args+=("-DTorch_DIR=$torch_config" "-DGAN_TEST_PYTHON=$python")
  if [[ $torch_cuda ]]; then
    cmake_args+=("-DCMAKE_CUDA_COMPILER=$nvcc" "-DCUDAToolkit_ROOT=$cuda_root"
      "-DCUDA_TOOLKIT_ROOT_DIR=$cuda_root")
  fi
  say "using LibTorch $torch_version${torch_cuda:+ for CUDA $torch_cuda} in $torch_config"
}
