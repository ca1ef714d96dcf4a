#!/usr/bin/env bash
# Makes sure that everything the build needs is there, and prints as shell assignments what to use:
# cmake, ctest, generator, python (one with torch, or empty), cmake_args and, with --with-lint,
# clang_format and clang_tidy. Progress goes to stderr. Running it again costs a second.
#
# LibTorch is, in this order: the one named by Torch_DIR or found under CMAKE_PREFIX_PATH; the torch
# of the python3 on PATH, from version 2.4 on; the pinned one, installed below the cache folder.
set -euo pipefail

docker_dir=$(dirname "$(realpath "${BASH_SOURCE[0]}")")
cache=${XDG_CACHE_HOME:-${HOME:-/root}/.cache}/gan

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
ensure_system_packages
choose_cmake
choose_torch

result=(cmake ctest generator python)
if [[ $with_lint ]]; then
  ensure_venv "$cache/lint" lint
  clang_format=$cache/lint/bin/clang-format
  clang_tidy=$cache/lint/bin/clang-tidy
  result+=(clang_format clang_tidy)
fi

for name in "${result[@]}"; do
  printf '%s=%q\n' "$name" "${!name}" >&3
done
printf 'cmake_args=(' >&3
printf ' %q' "${cmake_args[@]}" >&3
printf ' )\n' >&3
