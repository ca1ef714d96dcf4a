#!/usr/bin/env bash
# Builds the tests of the parsers with Clang's sanitizers, or GCC's where there is no Clang, and runs
# them. usage: run.sh FOLDER CMAKE GENERATOR
# Exits with 77, CTest's code for "skipped", where no compiler has its sanitizers' libraries.
set -euo pipefail

folder=$1 cmake=$2 generator=$3
source_dir=$(dirname "$(realpath "${BASH_SOURCE[0]}")")
# shellcheck source=tests/sanitized/compiler.sh
source "$source_dir/compiler.sh"

find_sanitizing_compiler "$folder" address,undefined 'int main() {}'
if [[ -z $compiler ]]; then
  echo "skipped: no compiler with its sanitizers' libraries on this machine"
  exit 77
fi

"$cmake" -S "$source_dir" -B "$folder" -G "$generator" -DCMAKE_CXX_COMPILER="$compiler" >/dev/null
"$cmake" --build "$folder" --parallel "$(nproc)"
"$folder/parsers_tests" --gtest_brief=1
