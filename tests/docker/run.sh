#!/usr/bin/env bash
# Builds the CPU image and tries all that docker/README.md promises of it: tests/docker/run.sh
# Where no Docker engine is reachable, says so and exits with 77.
# Environment: BUILD_FLAGS and RUN_FLAGS for docker, IMAGE (gan-test).
set -euo pipefail

folder=$(dirname "$(realpath "${BASH_SOURCE[0]}")")
project=$(realpath "$folder/../..")
image=${IMAGE:-gan-test}
read -ra build_flags <<<"${BUILD_FLAGS:-}"
read -ra run_flags <<<"${RUN_FLAGS:-}"

if ! docker version >/dev/null 2>&1; then
  echo "docker: skipped: no Docker engine is reachable"
  exit 77
fi

work=$(mktemp -d)
chmod 755 "$work"
trap 'rm -rf "$work"' EXIT
failures=0
# shellcheck source=tests/docker/checks.sh
source "$folder/checks.sh"

check "the image builds" build_image
check "an unknown DEVICE is refused" unknown_device
check "the image is below 900 MB" is_small
check "no library is missing, and of CUDA's only the two that LibTorch is linked with" has_libraries
check "it starts as a user, not as root" is_not_root
for flags in "" "--init" "--read-only --tmpfs /tmp" "--cap-drop ALL" \
  "--security-opt no-new-privileges" "--network none" "--user 4321:8765" \
  "--init --read-only --tmpfs /tmp --cap-drop ALL --security-opt no-new-privileges --network none"; do
  check "trains with ${flags:-no flag}" trains_with "$flags"
done
check "takes the images in /data" takes_data
check "falls to the CPU without a GPU, and says so" falls_to_cpu
check "says whose folder it cannot write to" names_the_owner
check "docker stop: a checkpoint and 143 within 10 s; started again it goes on to the same bytes" \
  stops_and_goes_on
check "docker stop while the program loads" stops_while_loading
check "docker stop ends any command" stops_any_command
check "two runs give the same bytes" repeats_itself
echo "docker: $failures failed"
((failures == 0))
