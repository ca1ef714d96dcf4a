#!/usr/bin/env bash
# Installs the library as a user would, builds the example of lib/README.md and every header against it, and
# draws with it what gan itself draws. usage: run.sh CMAKE BUILD_FOLDER GAN WORK_FOLDER [CMAKE_ARGUMENT...]
set -euo pipefail

cmake=$1 build=$2 gan=$3 work=$4
shift 4
source_dir=$(dirname "$(realpath "${BASH_SOURCE[0]}")")
rm -rf "$work"
"$cmake" --install "$build" --prefix "$work/installed" >/dev/null
for project in . headers; do
  "$cmake" -S "$source_dir/$project" -B "$work/example/$project" -DCMAKE_BUILD_TYPE=Release \
    -Dgan_ROOT="$work/installed" "$@" >/dev/null
  "$cmake" --build "$work/example/$project"
done

"$gan" train --dataset synthetic --epochs 1 --iterations-per-epoch 1 --batch-size 8 --device cpu \
  --out "$work/run" --quiet
"$work/example/draw" "$work/run/gan_gen.pt" "$work/example.png"
"$work/installed/bin/gan" generate --checkpoint "$work/run/gan_gen.pt" --seed 1 --device cpu \
  --count 25 --columns 5 --out "$work/gan.png"
cmp "$work/example.png" "$work/gan.png"
