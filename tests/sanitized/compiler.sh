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
