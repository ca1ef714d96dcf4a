# shellcheck shell=bash
# Virtual environments with pinned packages, complete or created again. Sourced by setup.sh.
# shellcheck disable=SC2154

# Prints the first Python that the pinned torch has packages for.
find_python() {
  local candidate
  for candidate in python3 /usr/bin/python3 python3.1{3,2,1,0,4}; do
    if "$candidate" -c '
import sys, venv
sys.exit(not (3, 10) <= sys.version_info[:2] <= (3, 14))' 2>/dev/null; then
      "$candidate" -c 'import sys; print(sys.executable)'
      return
    fi
  done
  die "a Python from 3.10 to 3.14 is needed, and 'python3' is none: install one and put it on PATH"
}

# Makes the environment DIR from nothing. Debian's Python may lack ensurepip: then pip comes from
# the wheel in another package, which needs no root.
create_venv() { # DIR
  local python wheel
  python=$(find_python)
  rm -rf "$1"
  if "$python" -c 'import ensurepip' 2>/dev/null; then
    "$python" -m venv "$1"
  else
    unpack "$cache/pip" python3-pip-whl || die_of_missing python3-venv
    "$python" -m venv --without-pip "$1"
    wheel=$(echo "$cache"/pip/usr/share/python-wheels/pip-*.whl)
    PYTHONPATH=$wheel "$1/bin/python" -m pip install --quiet --no-index --no-deps "$wheel"
  fi
}

# Prints a line for each NAME that changes when what requirements/NAME.txt pins does.
stamps() { # NAME...
  local name
  for name in "$@"; do
    sha256sum "$docker_dir/requirements/$name.txt" | awk -v name="$name" '{ print name, $1 }'
  done
}

# True if DIR/complete is there, which is written last and names what is in DIR, if nothing of that
# has another pin by now, and if no file is missing or cut short.
venv_is_complete() { # DIR
  local name stamp
  [[ -e $1/complete ]] || return
  while read -r name stamp; do
    [[ "$(stamps "$name" 2>/dev/null)" == "$name $stamp" ]] || return
  done <"$1/complete"
  "$1/bin/python" -I "$docker_dir/check_install.py" 2>/dev/null
}

# Makes sure that DIR is an environment with what requirements/NAME.txt pins, for each NAME: every
# package by its version and hash. Anything but a complete one is thrown away, so an interrupted
# installation needs no care.
ensure_venv() { # DIR NAME...
  local dir=$1 name missing=() files=()
  shift
  if ! venv_is_complete "$dir"; then
    [[ -e $dir ]] && say "$dir is incomplete or outdated: installing it again"
    create_venv "$dir"
  fi
  for name in "$@"; do
    grep --quiet --line-regexp --fixed-strings "$(stamps "$name")" "$dir/complete" 2>/dev/null ||
      missing+=("$name")
  done
  ((${#missing[@]})) || return 0
  for name in "${missing[@]}"; do files+=("--requirement=$docker_dir/requirements/$name.txt"); done

  [[ ! -e $dir/complete ]] || mv "$dir/complete" "$dir/before"
  say "installing with pip into $dir, by hash: ${missing[*]}"
  "$dir/bin/python" -m pip install --disable-pip-version-check --no-compile --quiet --require-hashes \
    --no-deps "${files[@]}" ||
    die "pip could not install this (its message is above). Run this again when its package index" \
      "is in reach and the disk has room; a LibTorch of your own can be named by Torch_DIR"
  if [[ " $* " == *' torch '* ]]; then
    "$dir/bin/python" -c 'import torch' || die "the torch in $dir does not load (see above)"
  fi
  "$dir/bin/python" -I "$docker_dir/check_install.py" || die "$dir is damaged: run this again"
  { cat "$dir/before" 2>/dev/null || true; stamps "${missing[@]}"; } >"$dir/complete.new"
  mv "$dir/complete.new" "$dir/complete"
}
