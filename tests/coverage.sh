#!/usr/bin/env bash
# Which lines of the parsers and of storage the tests run: ./tests/coverage.sh
# Fails below 95 %. Needs GCC and its gcov.
set -euo pipefail

# shellcheck source=docker/build.sh
source "$(dirname "$(realpath "${BASH_SOURCE[0]}")")/../docker/build.sh"

# shellcheck disable=SC2119
set_up
build coverage_tests
folder=$build_dir/tests/coverage
find "$folder" -name '*.gcda' -delete
"$folder/coverage_tests" --gtest_brief=1
# shellcheck disable=SC2154
"${python:-python3}" "$project/tests/coverage/report.py" "$project" "$folder"
