# shellcheck shell=bash
# Chooses the LibTorch to build with, and the CUDA compiler that its CMake package asks for.
# Sourced by setup.sh.

minimum_torch=2.4
# Of the machines that run, not of this one: without it CMake would look for a GPU.
torch_config= torch_version= torch_cuda=

# Reads the LibTorch at PREFIX (the folder with include/ and lib/) into torch_config, torch_version
# and torch_cuda (empty for a build without CUDA).
inspect_torch() { # PREFIX
  local config
  torch_config=
  for config in "$1"/{share/cmake,lib/cmake,lib/*/cmake,share}/Torch; do
    [[ -e $config/TorchConfig.cmake ]] && torch_config=$config && break
  done
  [[ $torch_config ]] || return
  torch_version=$(sed -n 's/^set(PACKAGE_VERSION "\([0-9.]*\).*/\1/p' \
    "$torch_config/TorchConfigVersion.cmake" | head -n 1)
  torch_cuda=
  if compgen -G "$1/lib/libtorch_cuda.so" >/dev/null; then
    torch_cuda=$(sed -n "s/^cuda.*= '\([0-9.]*\)'.*/\1/p" "$1/version.py" 2>/dev/null) ||
      torch_cuda=$(sed -n 's/.*+cu\([0-9]*\)\([0-9]\)$/\1.\2/p' "$1/build-version" 2>/dev/null) ||
      torch_cuda=unknown
  fi
}
