#!/usr/bin/env bash
# Sets everything up, builds, and trains: ./app/quickstart.sh [FLAGS OF gan train]
set -euo pipefail

# shellcheck source=docker/build.sh
source "$(dirname "$(realpath "${BASH_SOURCE[0]}")")/../docker/build.sh"

# shellcheck disable=SC2119
set_up
build gan_app >&2
exec "$build_dir/gan" train "$@"
