# shellcheck shell=bash
# Sets up, configures where it is needed, and builds. Sourced by the scripts that people call.
# shellcheck disable=SC2154

project=$(dirname "$(dirname "$(realpath "${BASH_SOURCE[0]}")")")
build_dir=$project/build

# Runs setup.sh with the given flags and takes over what it prints.
set_up() { # FLAG...
  local settings
  settings=$("$project/docker/setup.sh" "$@")
  eval "$settings"
}

# Configures FOLDER (Release) unless that was done before with the same settings. What was configured
# with others, for example another LibTorch, is configured again.
configure() { # FOLDER CMAKE_ARGUMENT...
  local folder=$1 settings
  shift
  settings=$(printf '%s\n' "$project" "$cmake" "${cmake_args[@]}" "$@" "${CMAKE_GENERATOR:-}" \
    "${CC:-}" "${CXX:-}" "${CXXFLAGS:-}" "${LDFLAGS:-}" \
    "${CMAKE_PREFIX_PATH:-}" "${TORCH_CUDA_ARCH_LIST:-}")
  if [[ -e $folder/CMakeCache.txt && "$(cat "$folder/settings" 2>/dev/null)" == "$settings" ]]; then
    return
  fi
  mkdir -p "$folder"
  rm -f "$folder/settings"
  find "$folder" -name CMakeCache.txt -delete
  "$cmake" -S "$project" -B "$folder" -DCMAKE_BUILD_TYPE=Release "${cmake_args[@]}" "$@"
  echo "$settings" >"$folder/settings"
}

# Prints how many compilers to run: one per core, and 2 GB of memory for each.
compilers_at_once() {
  local cores memory
  cores=$(nproc)
  memory=$(awk '/MemAvailable/ { print int($2 / 2097152) }' /proc/meminfo)
  echo $((memory < 1 ? 1 : memory < cores ? memory : cores))
}

# Builds the targets, or everything, in build/. One build at a time works in that folder.
build() { # [TARGET...]
  mkdir -p "$build_dir"
  (
    flock 8
    configure "$build_dir" -DGAN_BUILD_TESTS=ON
    "$cmake" --build "$build_dir" ${1:+--target "$@"} \
      --parallel "${CMAKE_BUILD_PARALLEL_LEVEL:-$(compilers_at_once)}"
  ) 8>"$build_dir/lock"
}
