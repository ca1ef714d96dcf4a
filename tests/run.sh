#!/usr/bin/env bash
# Sets everything up, builds, and tests: ./tests/run.sh [FLAGS OF ctest]
set -euo pipefail

# shellcheck source=docker/build.sh
source "$(dirname "$(realpath "${BASH_SOURCE[0]}")")/../docker/build.sh"

# shellcheck disable=SC2119
set_up
# shellcheck disable=SC2119
build
# The tests run in other folders.
[[ -z ${GAN_GOLDEN_DIR:-} ]] || GAN_GOLDEN_DIR=$(realpath "$GAN_GOLDEN_DIR")
cd "$build_dir"
# shellcheck disable=SC2154
exec "$ctest" --parallel "$(compilers_at_once)" --output-on-failure "$@"
