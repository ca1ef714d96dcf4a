#!/usr/bin/env bash
# Sets everything up, builds, and measures: ./tests/benchmark/run.sh [FLAGS], see --help
set -euo pipefail

folder=$(dirname "$(realpath "${BASH_SOURCE[0]}")")
# shellcheck source=docker/build.sh
source "$folder/../../docker/build.sh"
# shellcheck source=tests/benchmark/keras.sh
source "$folder/keras.sh"

for flag in "$@"; do
  [[ $flag != --help && $flag != -h ]] || exec python3 "$folder/table.py" --help
done
python3 "$folder/table.py" --check-flags "$@"

# shellcheck disable=SC2119
set_up
keras=$(find_keras "$@")
build gan_app gan_benchmarks >&2
# shellcheck disable=SC2154
if [[ " $* " == *' --pieces '* && ! -x $build_dir/benchmark_pieces ]]; then
  echo "benchmark: error: --pieces needs Google Benchmark (Debian: libbenchmark-dev)" >&2
  exit 1
fi
# shellcheck disable=SC2154
exec python3 "$folder/table.py" "$@" --build "$build_dir" --torch-python "$python" \
  --keras-python "$keras"
