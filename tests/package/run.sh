#!/usr/bin/env bash
# Installs the library as a user would, builds the examples of lib/README.md and every header against it, and
# runs them. usage: run.sh CMAKE BUILD_FOLDER GAN WORK_FOLDER [CMAKE_ARGUMENT...]
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

export MNIST_DIR=$work/digits XDG_CACHE_HOME=$work/cache
mkdir "$MNIST_DIR"
"$gan" generate --checkpoint "$work/run/gan_gen.pt" --count 256 --raw "$MNIST_DIR/train-images.idx"
mv "$MNIST_DIR/train-images.idx" "$MNIST_DIR/train-images-idx3-ubyte"
{
  printf '\0\0\x08\x01\0\0\x01\0' # 256 labels, 0 to 9 in turns
  for ((i = 0; i < 256; ++i)); do printf "\\x0$((i % 10))"; done
} >"$MNIST_DIR/train-labels-idx1-ubyte"

"$work/example/own_loss" "$work/own_loss.pt" >"$work/losses"
[[ $(grep -cE '^epoch [12]: discriminator [0-9.]+, generator [0-9.]+$' "$work/losses") == 2 ]]
"$gan" generate --checkpoint "$work/own_loss.pt" --count 1 --out "$work/own_loss.png"
"$work/example/evaluate_run" "$work/run" >"$work/evaluation"
grep -qE '^epoch 1: discriminator [0-9.]+, generator [0-9.]+$' "$work/evaluation"
grep -qE '^Frechet distance [0-9.e-]+, classes drawn [0-9]+$' "$work/evaluation"
