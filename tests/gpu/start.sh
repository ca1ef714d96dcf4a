#!/bin/sh
# Starts the program of this name with the libraries that were carried and those of LibTorch.
here=$(dirname "$(dirname "$(realpath "$0")")")
LD_LIBRARY_PATH=$here/lib:$GAN_TORCH_LIBRARIES exec "$here/programs/$(basename "$0")" "$@"
