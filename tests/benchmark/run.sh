#!/usr/bin/env bash
# Sets everything up, builds, and measures: ./tests/benchmark/run.sh [FLAGS], see --help
set -euo pipefail

folder=$(dirname "$(realpath "${BASH_SOURCE[0]}")")
# shellcheck source=docker/build.sh
source "$folder/../../docker/build.sh"
# shellcheck source=tests/benchmark/keras.sh
source "$folder/keras.sh"
# shellcheck disable=SC2154
benchmark_dir=$build_dir/benchmark

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
