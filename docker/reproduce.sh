#!/usr/bin/env bash
# Shows that training repeats itself to the byte: trains twice in fresh containers and compares
# SHA-256 sums; exits with 1 where one differs.
#   docker/reproduce.sh [FLAGS OF gan train]    (without any: two epochs)
#   docker/reproduce.sh --builds                builds the image twice from nothing, compares programs
# Standard output is the sums, the same on every machine that gives the same bytes.
# Environment: IMAGE (gan), MNIST_DIR, a folder to mount, RUN_FLAGS and BUILD_FLAGS for docker.
set -euo pipefail

project=$(dirname "$(dirname "$(realpath "${BASH_SOURCE[0]}")")")
image=${IMAGE:-gan}
read -ra run_flags <<<"${RUN_FLAGS:-}"
read -ra build_flags <<<"${BUILD_FLAGS:-}"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

die() {
  say "error: $*"
  exit 1
}
say() { printf 'reproduce: %s\n' "$*" >&2; }

# Trains into FOLDER and prints the sums of what must repeat itself.
train() { # FOLDER FLAG...
  local folder=$1
  shift
  mkdir "$folder"
  docker run --rm --user "$(id -u):$(id -g)" --volume "$folder:/out" \
    ${MNIST_DIR:+--volume "$(realpath "$MNIST_DIR"):/data:ro"} "${run_flags[@]}" \
    "$image" train "$@" >&2
  [[ -e $folder/gan_gen.pt ]] || die "gan train $* left no networks in the container's /out"
  (cd "$folder" && sha256sum ./*.pt checkpoints/*.safetensors samples/*.png)
}

# Builds the image from nothing, without what ccache kept, and prints the sums of what is ours in it.
build() { # NAME
  docker build --no-cache --build-arg CCACHE_DISABLE=1 --tag "$1" "${build_flags[@]}" "$project" >&2
  docker run --rm --entrypoint /bin/sh "$1" -c 'cd /opt/gan && sha256sum bin/gan lib/libgan*'
}

if [[ ${1:-} == --help || ${1:-} == -h ]]; then
  sed -n '/^#!/d; /^#/!q; s/^# \{0,1\}//p' "$0"
  exit
elif [[ ${1:-} == --builds ]]; then
  for turn in 1 2; do
    say "build $turn of 2"
    build "$image" >"$work/sums-$turn"
  done
else
  (($#)) || set -- --epochs 2 --log-every 1
  for turn in 1 2; do
    say "run $turn of 2: gan train $*"
    train "$work/run-$turn" "$@" >"$work/sums-$turn"
  done
  say "what a difference to another machine's sums can come from (run.json):"
  sed -n '/"versions"/,/^  "data"/p' "$work/run-1/run.json" | sed '$d' >&2
fi

cat "$work/sums-1"
if ! diff "$work"/sums-{1,2} >&2; then
  die "the second time differs in the lines above"
fi
say "both times the same: $(wc -l <"$work/sums-1") files"
