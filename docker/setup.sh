#!/usr/bin/env bash
# Makes sure that everything the build needs is there, and prints as shell assignments what to use:
# environment variables for CMake, cmake, ctest, python (one with torch, or empty), cmake_args and
# lint, the folder where clang-format and clang-tidy are after --with-lint. Progress goes to stderr.
# With everything there it takes a second.
#
# LibTorch is, in this order: the one named by Torch_DIR or found under CMAKE_PREFIX_PATH; the torch
# of the python3 on PATH, from version 2.4 on; the pinned one, installed below the cache folder.
set -euo pipefail

docker_dir=$(dirname "$(realpath "${BASH_SOURCE[0]}")")
cache=${XDG_CACHE_HOME:-${HOME:-/root}/.cache}/gan
prefix_path=${CMAKE_PREFIX_PATH:-}

say() { printf 'setup: %s\n' "$*" >&2; }
die() {
  printf 'setup: error: %s\n' "$*" >&2
  exit 1
}

# shellcheck source=docker/venv.sh
source "$docker_dir/venv.sh"
# shellcheck source=docker/system.sh
source "$docker_dir/system.sh"
# shellcheck source=docker/torch.sh
source "$docker_dir/torch.sh"

with_lint=
case ${1:-} in
  '') ;;
  --with-lint) with_lint=1 ;;
  *) die "unknown argument '$1' (known: --with-lint)" ;;
esac

# stdout carries the result alone; what pip, apt and CMake print goes to stderr.
exec 3>&1 1>&2

mkdir -p "$cache" 2>/dev/null || die "cannot write to $cache: set XDG_CACHE_HOME to another folder"
command -v flock >/dev/null || die "flock is missing: install util-linux"
exec 9>"$cache/lock"
flock --nonblock 9 || {
  say "waiting for another set-up to finish"
  flock 9
}

cmake_args=()
exported=()  # names of environment variables, for CMake
ensure_system_packages
choose_cmake
choose_torch

lint=$cache/lint/bin
[[ -z $with_lint ]] || ensure_venv "$cache/lint" lint

for name in "${exported[@]}"; do printf 'export %s=%q\n' "$name" "${!name}" >&3; done
printf '%s=%q\n' cmake "$cmake" ctest "$ctest" python "$python" lint "$lint" >&3
printf 'cmake_args=(%s)\n' "$(printf '%q ' "${cmake_args[@]}")" >&3
