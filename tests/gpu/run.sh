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
programs=(gan cuda_tests gpu_profile benchmark_images benchmark_iteration benchmark_products)

# What every machine with LibTorch and its CUDA has: these must be its own.
theirs='/torch/|/nvidia/|/cuda|/lib(c|m|dl|rt|pthread|resolv|stdc\+\+|gcc_s|gomp)\.so'

die() {
  printf 'gpu: error: %s\n' "$*" >&2
  exit 1
}

# Prints the file of MNIST's training images, and gets it where it is not there; nothing where it
# is not available, and synthetic digits are trained on.
mnist_images() {
  "$build_dir/benchmark_images" --out "$build_dir/gpu-images" | "${python:-python3}" -c '
import json, os, sys
told = json.load(sys.stdin)
source = told["source"]
if told["notice"]:
    print("gpu: " + told["notice"], file=sys.stderr)
print(source if os.path.isfile(source) else "")'
  rm "$build_dir/gpu-images"
}

check_target() { # FOLDER
  [[ ! -e $1 || -e $1/gpu_report.py || -z $(ls -A "$1") ]] ||
    die "--carry $1: expected a new or empty folder, or one that was packed before"
}

# Copies programs, what they load from this system, and MNIST into FOLDER. LibTorch, CUDA, and the
# C and C++ libraries come from the machine there.
pack() { # FOLDER
  local to=$1 program file images
  rm -rf "$to"
  mkdir -p "$to"/{bin,lib,programs,mnist}
  cp "$folder/gpu_report.py" "$to"
  cp "$folder/run_there.sh" "$to/run.sh"
  for program in "${programs[@]}"; do
    file=$build_dir/$program
    [[ -e $file ]] || file=$build_dir/tests/$program
    strip -o "$to/programs/$program" "$file"
    cp "$folder/start.sh" "$to/bin/$program"
  done
  strip -o "$to/lib/libgan_cuda.so" "$build_dir/lib/libgan_cuda.so"
  ldd "$to"/programs/* "$to/lib/libgan_cuda.so" | awk '$2 == "=>" && $3 ~ /^\// { print $3 }' |
    sort --unique |
    grep --invert-match --extended-regexp "$theirs" |
    while read -r file; do strip -o "$to/lib/${file##*/}" "$(realpath "$file")"; done
  cp -r "$folder/../benchmark" "$to/benchmark"
  rm -rf "$to"/benchmark/{__pycache__,*.cpp,*.h,*.txt}
  images=$(mnist_images)
  [[ -z $images ]] || cp "$images" "$to/mnist/"
}

carry=
if [[ ${1:-} == --carry ]]; then
  [[ ${2:-} ]] || die "--carry: expected a folder"
  carry=$2
  (($# == 2)) || die "--carry takes a folder and nothing more; give the flags to its run.sh"
  check_target "$carry"
elif [[ " $* " == *' --help '* || " $* " == *' -h '* ]]; then
  sed -n '2,6s/^# \{0,1\}//p' "${BASH_SOURCE[0]}"
  exec python3 "$folder/gpu_report.py" --help
else
  python3 "$folder/gpu_report.py" --check-flags "$@"
fi
# shellcheck disable=SC2119
set_up
build gan_app gan_cuda "${programs[@]:1}" >&2
pack "${carry:-$build_dir/gpu}"
if [[ $carry ]]; then
  du --human-readable --summarize "$carry"
  exit
fi
# shellcheck disable=SC2154
GAN_GPU_PYTHON=$python exec "$build_dir/gpu/run.sh" "$@"
