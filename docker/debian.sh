#!/usr/bin/env bash
# Debian's packages in the image, each in the version that packages.lock names.
#   debian.sh install STAGE    installs what image_packages.txt has for the stage; from then on,
#                              apt-get takes those versions
#   debian.sh check            fails where another version is installed
#   debian.sh list             installs without pins all that the image needs, prints a packages.lock
set -euo pipefail

docker_dir=$(dirname "$(realpath "${BASH_SOURCE[0]}")")
lock=$docker_dir/packages.lock
export DEBIAN_FRONTEND=noninteractive

die() {
  printf 'debian: error: %s\n' "$*" >&2
  exit 1
}

# Prints "NAME VERSION" for what is installed.
installed() {
  dpkg-query --show --showformat '${Package} ${Version}\n' | LC_ALL=C sort
}

# The lines of packages.lock whose version no source has.
gone() {
  local name version
  grep --invert-match '^#' "$lock" | while read -r name version; do
    apt-cache madison "$name" | awk -F ' *[|] *' -v version="$version" \
      '$2 == version { found = 1 } END { exit !found }' || echo "$name $version"
  done
}

pin() {
  local missing day archive=http://snapshot.debian.org/archive
  awk '!/^#/ { print "Package: " $1 "\nPin: version " $2 "\nPin-Priority: 1001\n" }' \
    "$lock" >/etc/apt/preferences.d/packages-lock
  apt-get --quiet --quiet update
  missing=$(gone)
  [[ $missing ]] || return 0
  # Debian's mirrors drop a version when the next one comes; its archive keeps all.
  day=$(sed -n 's/^# as of //p' "$lock")
  printf 'debian: %s versions are gone from the mirror, taken from the archive of %s: %s ...\n' \
    "$(wc --lines <<<"$missing")" "$day" "${missing%%$'\n'*}" >&2
  printf 'deb [check-valid-until=no] %s\n' "$archive/debian/$day bookworm main" \
    "$archive/debian-security/$day bookworm-security main" >/etc/apt/sources.list.d/archive.list
  apt-get --quiet --quiet update
}

check() {
  local name version found
  while read -r name found; do
    version=$(awk -v name="$name" '$1 == name { print $2 }' "$lock")
    [[ ! $version || $version == "$found" ]] ||
      die "$name: expected version $version (packages.lock), found $found;" \
        "docker/lock.sh apt pins what there is today"
  done < <(installed)
}

install() { # PACKAGE...
  apt-get --quiet --quiet install --yes --no-install-recommends "$@" >&2
}

list() {
  local before
  before=$(installed)
  apt-get --quiet --quiet update
  # shellcheck disable=SC2046
  install $(awk '!/^#/ && NF { print $NF }' "$docker_dir"/{packages,image_packages}.txt)
  printf '# as of %s\n' "$(date --utc +%Y%m%dT000000Z)"
  installed | grep --invert-match --line-regexp --fixed-strings "$before"
}

case ${1:-} in
  install)
    pin
    # shellcheck disable=SC2046
    install $(awk -v stage="${2:-}" '$1 == stage { print $2 }' "$docker_dir/image_packages.txt")
    check
    ;;
  check | list) "$1" ;;
  *) die "unknown argument '${1:-}' (known: install, check, list)" ;;
esac
