#!/usr/bin/env bash
# Everything that wants a GPU, in one command: tests, compute-sanitizer, benchmark, a whole training,
# a profile. Writes one Markdown file.
#   ./tests/gpu/run.sh [FLAGS]              sets up, builds, and runs it here; --help lists the flags
#   ./tests/gpu/run.sh --carry FOLDER       packs it, for a machine with LibTorch 2.11.0+cu130 in its
#                                           python3 and no network; FOLDER/run.sh runs it there
set -euo pipefail

folder=$(dirname "$(realpath "${BASH_SOURCE[0]}")")
# shellcheck source=docker/build.sh
source "$folder/../../docker/build.sh"
# shellcheck disable=SC2154
gpu_dir=$build_dir/gpu
programs=(gan cuda_tests gpu_profile benchmark_images benchmark_iteration benchmark_products)

die() {
  printf 'gpu: error: %s\n' "$*" >&2
  exit 1
}

build_programs() {
  mkdir -p "$gpu_dir"
  (
    flock 8
    configure "$gpu_dir" -DGAN_BUILD_TESTS=ON -DGAN_BUILD_BENCHMARKS=ON >&2
    # shellcheck disable=SC2154
    "$cmake" --build "$gpu_dir" --parallel "${CMAKE_BUILD_PARALLEL_LEVEL:-$(compilers_at_once)}" \
      --target gan_app gan_cuda "${programs[@]:1}" >&2
  ) 8>"$gpu_dir/lock"
}

# Copies programs, what they load from this system, and MNIST into FOLDER. LibTorch, CUDA, and the
# C and C++ libraries come from the machine there.
pack() { # FOLDER
  local to=$1 program file
  [[ ! -e $to || -e $to/gpu_report.py || -z $(ls -A "$to") ]] ||
    die "--carry $to: expected a new or empty folder, or one that was packed before"
  rm -rf "$to"
  mkdir -p "$to"/{bin,lib,programs,mnist}
  for program in "${programs[@]}"; do
    file=$(find "$gpu_dir" -maxdepth 2 -type f -executable -name "$program")
    strip -o "$to/programs/$program" "$file"
    cp "$folder/start.sh" "$to/bin/$program"
  done
  strip -o "$to/lib/libgan_cuda.so" "$gpu_dir/lib/libgan_cuda.so"
  ldd "$to"/programs/* "$to/lib/libgan_cuda.so" | awk '$2 == "=>" && $3 ~ /^\// { print $3 }' |
    sort --unique |
    grep --invert-match --extended-regexp '/torch/|/nvidia/|/cuda|/lib(c|m|dl|rt|pthread|resolv|stdc\+\+|gcc_s|gomp)\.so' |
    while read -r file; do strip -o "$to/lib/${file##*/}" "$(realpath "$file")"; done
  cp "$folder"/{run_there.sh,gpu_report.py} "$to"
  mv "$to/run_there.sh" "$to/run.sh"
  cp -r "$folder/../benchmark" "$to/benchmark"
  rm -rf "$to"/benchmark/{__pycache__,*.cpp,*.h,*.txt}
  # shellcheck disable=SC2154
  "$gpu_dir/gan" train --dry-run >/dev/null
  for file in train-images-idx3-ubyte.gz; do
    cp "${MNIST_DIR:-${XDG_CACHE_HOME:-$HOME/.cache}/gan/mnist}/$file" "$to/mnist/" ||
      die "no MNIST to carry: set MNIST_DIR to its folder"
  done
}

carry=
if [[ ${1:-} == --carry ]]; then
  [[ ${2:-} ]] || die "--carry: expected a folder"
  carry=$2
  (($# == 2)) || die "--carry takes a folder and nothing more; give the flags to its run.sh"
elif [[ " $* " == *' --help '* ]]; then
  exec python3 "$folder/gpu_report.py" --help
fi
# shellcheck disable=SC2119
set_up
build_programs
pack "${carry:-$gpu_dir/carried}"
if [[ $carry ]]; then
  du --human-readable --summarize "$carry"
  exit
fi
# shellcheck disable=SC2154
GAN_GPU_PYTHON=$python exec "$gpu_dir/carried/run.sh" "$@"
