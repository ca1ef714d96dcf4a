#!/usr/bin/env bash
# Builds the tests of the parsers with Clang's sanitizers, or GCC's where there is no Clang, and runs
# them. usage: run.sh FOLDER CMAKE GENERATOR
set -euo pipefail

source_dir=$(dirname "$(realpath "${BASH_SOURCE[0]}")")
# shellcheck source=tests/sanitized/compiler.sh
source "$source_dir/compiler.sh"

build_sanitized "$source_dir" "$@"
"$1/parsers_tests" --gtest_brief=1
