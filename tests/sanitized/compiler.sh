# shellcheck shell=bash
# Sourced by the scripts that build with sanitizers.

# Sets compiler to the first one, Clang before others, that builds the program with these sanitizers;
# to nothing where none does.
find_sanitizing_compiler() { # FOLDER SANITIZERS PROGRAM
  local candidate
  mkdir -p "$1"
  compiler=
  for candidate in clang++ clang++-{18,17,16,15,14} g++ c++; do
    if command -v "$candidate" >/dev/null &&
      "$candidate" "-fsanitize=$2" -x c++ - -o "$1/probe" 2>/dev/null <<<"$3"; then
      # shellcheck disable=SC2034
      compiler=$candidate
      return
    fi
  done
}

# Builds a CMake project of ours with the sanitizers for addresses and undefined behaviour. Ends the
# script with 77, CTest's code for "skipped", where no compiler has their libraries.
build_sanitized() { # SOURCE FOLDER CMAKE GENERATOR
  find_sanitizing_compiler "$2" address,undefined 'int main() {}'
  if [[ -z $compiler ]]; then
    echo "skipped: no compiler with its sanitizers' libraries on this machine"
    exit 77
  fi
  "$3" -S "$1" -B "$2" -G "$4" -DCMAKE_CXX_COMPILER="$compiler" >/dev/null
  "$3" --build "$2" --parallel "$(nproc)"
}
