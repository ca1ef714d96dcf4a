#!/usr/bin/env bash
# Gives each file of the corpus once to its target, built with sanitizers but without libFuzzer.
# usage: replay.sh FOLDER CMAKE GENERATOR
set -euo pipefail

source_dir=$(dirname "$(realpath "${BASH_SOURCE[0]}")")
# shellcheck source=tests/sanitized/compiler.sh
source "$source_dir/../sanitized/compiler.sh"

build_sanitized "$source_dir" "$@"
for target in idx gzip safetensors options_json command_line npy png jpeg webp \
  zip picture_labels; do
  echo "$target"
  "$1/$target" "$source_dir/corpus/$target"
done
