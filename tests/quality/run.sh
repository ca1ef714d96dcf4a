#!/usr/bin/env bash
# Sets everything up, builds, trains recipes over several seeds and prints one table of their quality:
#   ./tests/quality/run.sh [FLAGS], see --help
set -euo pipefail

folder=$(dirname "$(realpath "${BASH_SOURCE[0]}")")
# shellcheck source=docker/build.sh
source "$folder/../../docker/build.sh"
# shellcheck source=tests/benchmark/keras.sh
source "$folder/../benchmark/keras.sh"

for flag in "$@"; do
  [[ $flag != --help && $flag != -h ]] || exec python3 "$folder/arguments.py" --help
done

# shellcheck disable=SC2119
set_up
keras=$(find_keras "$@")
build gan_app >&2
# shellcheck disable=SC2154
[[ $python ]] || { echo "quality: error: no Python with torch and numpy" >&2 && exit 1; }
exec "$python" "$folder/quality.py" --gan "$build_dir/gan" --out "$build_dir/quality" \
  --keras-python "$keras" "$@"
