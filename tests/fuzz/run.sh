#!/usr/bin/env bash
# Fuzzes what reads untrusted bytes, starting from the corpus:
#   ./tests/fuzz/run.sh [RUNS_PER_TARGET [TARGET...]]
# with 100,000 runs of every target by default. What is found lies in build/fuzz/findings then (or
# below GAN_FUZZ_DIR), new interesting inputs in build/fuzz/corpus. Exits with 1 for a finding, and
# with 77 where no compiler has libFuzzer.
set -euo pipefail

source_dir=$(dirname "$(realpath "${BASH_SOURCE[0]}")")
# shellcheck source=docker/build.sh
source "$source_dir/../../docker/build.sh"
# shellcheck source=tests/sanitized/compiler.sh
source "$source_dir/../sanitized/compiler.sh"
# shellcheck disable=SC2154
folder=${GAN_FUZZ_DIR:-$build_dir/fuzz}
all_targets=(idx gzip safetensors options_json command_line npy png jpeg webp zip
  picture_labels)

runs=${1:-100000}
targets=("${@:2}")
((${#targets[@]})) || targets=("${all_targets[@]}")
[[ $runs =~ ^[1-9][0-9]*$ ]] || { echo "fuzz: error: '$runs' is no number of runs" >&2 && exit 2; }
for target in "${targets[@]}"; do
  [[ " ${all_targets[*]} " == *" $target "* ]] ||
    { echo "fuzz: error: no target '$target' (known: ${all_targets[*]})" >&2 && exit 2; }
done

find_sanitizing_compiler "$folder" fuzzer,address,undefined \
  'extern "C" int LLVMFuzzerTestOneInput(const unsigned char*, unsigned long) { return 0; }'
if [[ -z $compiler ]]; then
  echo "skipped: no compiler with libFuzzer on this machine"
  exit 77
fi
# shellcheck disable=SC2119
set_up
# shellcheck disable=SC2154
"$cmake" -S "$source_dir" -B "$folder" -DGAN_FUZZ=ON -DCMAKE_CXX_COMPILER="$compiler" >/dev/null
"$cmake" --build "$folder" --parallel "${CMAKE_BUILD_PARALLEL_LEVEL:-$(compilers_at_once)}" \
  --target "${targets[@]}"

# Freed memory that the sanitizer keeps counts as used.
export ASAN_OPTIONS=quarantine_size_mb=16:malloc_context_size=2:${ASAN_OPTIONS:-}

# Prints what the target's log says of a statistic.
statistic() { # LOG NAME
  sed -n "s/^stat::$2: *//p" "$1"
}

status=0
table=$(printf '%-13s %13s %9s %8s' target executions 'per sec' result)
for target in "${targets[@]}"; do
  log=$folder/$target.log
  mkdir -p "$folder/corpus/$target" "$folder/findings/$target"
  echo "fuzz: $target, $runs runs, log in $log"
  result=clean start=${EPOCHREALTIME/./}
  "$folder/$target" -runs="$runs" -print_final_stats=1 -max_len=1024 -timeout=1 \
    -rss_limit_mb=256 -malloc_limit_mb=256 -dict="$source_dir/$target.dict" \
    -artifact_prefix="$folder/findings/$target/" \
    "$folder/corpus/$target" "$source_dir/corpus/$target" &>"$log" || result=FINDING status=1
  executions=$(statistic "$log" number_of_executed_units)
  table+=$(printf '\n%-13s %13s %9s %8s' "$target" "$executions" \
    "$((${executions:-0} * 1000000 / (${EPOCHREALTIME/./} - start)))" "$result")
done
printf '%s\n' "$table"
exit "$status"
