#!/usr/bin/env bash
# Updates the pins of what the set-up and the image install: docker/lock.sh [pip|apt]
#   pip: requirements/NAME.txt, from NAME.in: every package with its version and hashes
#   apt: packages.lock, for ${BASE:-debian:bookworm-slim} (needs a Docker engine)
set -euo pipefail

docker_dir=$(dirname "$(realpath "${BASH_SOURCE[0]}")")
cache=${XDG_CACHE_HOME:-${HOME:-/root}/.cache}/gan
say() { printf 'lock: %s\n' "$*" >&2; }
die() {
  printf 'lock: error: %s\n' "$*" >&2
  exit 1
}
# shellcheck source=docker/venv.sh
source "$docker_dir/venv.sh"
# shellcheck source=docker/system.sh
source "$docker_dir/system.sh"

# For every Python that the pinned torch has packages for, whichever runs here.
lock_pip() {
  local file
  mkdir -p "$cache"
  ensure_venv "$cache/uv" lock
  for file in "$docker_dir"/requirements/*.in; do
    say "${file%.in}.txt"
    "$cache/uv/bin/uv" pip compile --quiet --universal --python-version 3.10 --generate-hashes \
      --no-header --no-annotate --upgrade "$file" --output-file "${file%.in}.txt"
  done
}

lock_apt() {
  # shellcheck disable=SC2046
  docker run --rm --network "${NETWORK:-host}" --volume "$docker_dir:/docker:ro" \
    "${BASE:-debian:bookworm-slim}" bash /docker/debian.sh list >"$docker_dir/packages.lock.new"
  mv "$docker_dir/packages.lock.new" "$docker_dir/packages.lock"
}

case ${1:-all} in
  pip) lock_pip ;;
  apt) lock_apt ;;
  all) lock_pip && lock_apt ;;
  *) die "unknown argument '$1' (known: pip, apt)" ;;
esac
