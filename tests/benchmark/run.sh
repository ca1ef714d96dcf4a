#!/usr/bin/env bash
# Sets everything up, builds, and measures: ./tests/benchmark/run.sh [FLAGS], see --help
set -euo pipefail

folder=$(dirname "$(realpath "${BASH_SOURCE[0]}")")
# shellcheck source=docker/build.sh
source "$folder/../../docker/build.sh"
# shellcheck disable=SC2154
benchmark_dir=$build_dir/benchmark

# Prints a Python with Keras: the one named by the user, or the cache's, which --keras installs.
find_keras() { # FLAG...
  local docker_dir=$project/docker cache=${XDG_CACHE_HOME:-${HOME:-/root}/.cache}/gan env
  env=$cache/keras
  say() { printf 'benchmark: %s\n' "$*" >&2; }
  die() {
    printf 'benchmark: error: %s\n' "$*" >&2
    exit 1
  }
  if [[ " $* " == *' --no-keras '* ]]; then
    return
  elif [[ ${GAN_BENCHMARK_KERAS_PYTHON:-} ]]; then
    "$GAN_BENCHMARK_KERAS_PYTHON" -c '
import importlib.util, sys
sys.exit(None in map(importlib.util.find_spec, ("tensorflow", "tf_keras")))' ||
      die "no tensorflow and tf_keras in GAN_BENCHMARK_KERAS_PYTHON=$GAN_BENCHMARK_KERAS_PYTHON"
    printf '%s\n' "$GAN_BENCHMARK_KERAS_PYTHON"
    return
  elif [[ " $* " == *' --keras '* ]]; then
    # shellcheck source=docker/venv.sh
    source "$docker_dir/venv.sh"
    # shellcheck source=docker/system.sh
    source "$docker_dir/system.sh"
    exec 9>"$cache/lock"
    flock 9
    ensure_venv "$env" keras >&2
  fi
  [[ ! -e $env/complete ]] || printf '%s\n' "$env/bin/python"
}

build_benchmarks() {
  mkdir -p "$benchmark_dir"
  (
    flock 8
    configure "$benchmark_dir" -DGAN_BUILD_TESTS=OFF -DGAN_BUILD_BENCHMARKS=ON >&2
    "$cmake" --build "$benchmark_dir" \
      --parallel "${CMAKE_BUILD_PARALLEL_LEVEL:-$(compilers_at_once)}" >&2
  ) 8>"$benchmark_dir/lock"
}

for flag in "$@"; do
  [[ $flag != --help && $flag != -h ]] || exec python3 "$folder/table.py" --help
done
python3 "$folder/table.py" --check-flags "$@"

# shellcheck disable=SC2119
set_up
keras=$(find_keras "$@")
build_benchmarks
if [[ " $* " == *' --pieces '* && ! -x $benchmark_dir/benchmark_pieces ]]; then
  echo "benchmark: error: --pieces needs Google Benchmark (Debian: libbenchmark-dev)" >&2
  exit 1
fi
# shellcheck disable=SC2154
exec python3 "$folder/table.py" "$@" --build "$benchmark_dir" --torch-python "$python" \
  --keras-python "$keras"
