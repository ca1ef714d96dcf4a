#!/usr/bin/env bash
# All faults, each with its full number of rounds, and a table of what came out:
#
#   ./tests/faults/run.sh [FLAGS OF faults_tests]
#
# A quarter of an hour on two cores; the small disks need root and are skipped without.
# GAN_FAULT_ROUNDS (all: every call of a run, else a sample), GAN_KILL_ROUNDS and GAN_DAMAGE_ROUNDS
# set the rounds.
set -euo pipefail

# shellcheck source=docker/build.sh
source "$(dirname "$(realpath "${BASH_SOURCE[0]}")")/../../docker/build.sh"

# shellcheck disable=SC2119
set_up
build faults_tests
GAN_FAULT_TABLE=$(mktemp)
trap 'rm -f "$GAN_FAULT_TABLE"' EXIT
export GAN_FAULT_TABLE
export GAN_FAULT_ROUNDS=${GAN_FAULT_ROUNDS:-all} GAN_KILL_ROUNDS=${GAN_KILL_ROUNDS:-200}
export GAN_DAMAGE_ROUNDS=${GAN_DAMAGE_ROUNDS:-10000}
code=0
"$build_dir/tests/faults_tests" "$@" || code=$?
echo
(echo "fault | rounds | result" && cat "$GAN_FAULT_TABLE") |
  awk -F ' [|] ' '{ printf "%-42s %-12s %s\n", $1, $2, $3 }'
exit "$code"
