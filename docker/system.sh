# shellcheck shell=bash
# What the build needs from the system, by packages.txt. What is missing is installed with apt by
# root; others get the headers unpacked into a folder of the cache (the overlay) and CMake from pip.
# Sourced by setup.sh.

overlay=$cache/overlay
overlay_used=
multiarch=$("${CXX:-c++}" -print-multiarch 2>/dev/null) || multiarch=$(uname -m)-linux-gnu

# ---- What is missing ----

has_header() { # HEADER
  local compiler prefix flags=()
  compiler=$(command -v "${CXX:-c++}" || command -v g++ || command -v clang++) || return
  for prefix in ${CMAKE_PREFIX_PATH//[:;]/ } ${overlay_used:+"$overlay/usr"}; do
    flags+=(-isystem "$prefix/include" -isystem "$prefix/include/$multiarch")
  done
  "$compiler" -std=c++17 -fsyntax-only "${flags[@]}" -x c++ - 2>/dev/null <<<"
#if !__has_include(<$1>)
#error
#endif"
}

is_there() { # KIND NAME
  case $1 in
    command) command -v "$2" ;;
    tool) command -v "$2" && { [[ $2 != cmake ]] || is_recent_cmake; } ;;
    module) python3 -c "import $2" ;;
    header) has_header "$2" ;;
    file) [[ -e $2 ]] ;;
  esac &>/dev/null
}

is_recent_cmake() {
  [[ $(cmake --version) =~ version\ ([0-9]+)\.([0-9]+) ]] &&
    ((BASH_REMATCH[1] > 3 || (BASH_REMATCH[1] == 3 && BASH_REMATCH[2] >= 18)))
}

# Prints the packages of KIND (an extended regular expression) that are not there.
missing_packages() { # KIND
  local kind names name package
  while read -r kind names package; do
    [[ $kind =~ ^($1)$ ]] || continue
    for name in ${names//|/ }; do
      is_there "$kind" "$name" && continue 2
    done
    printf '%s ' "$package"
  done <"$docker_dir/packages.txt"
}

die_of_missing() { # PACKAGES
  if command -v apt-get >/dev/null; then
    die "missing, and to be installed by an administrator: apt-get install $1"
  fi
  die "missing; install what your system calls these packages of Debian: $1"
}

# ---- Installing ----

install_as_root() { # PACKAGE...
  local apt=(apt-get --quiet --quiet --option DPkg::Lock::Timeout=300)
  say "installing with apt: $*"
  export DEBIAN_FRONTEND=noninteractive
  "${apt[@]}" update || true
  "${apt[@]}" install --yes --no-install-recommends "$@" >/dev/null ||
    die "apt-get failed (its message is above). Needed: apt-get install $*"
}

# Downloads the packages and those of their dependencies that the system lacks, and unpacks them.
unpack_overlay() { # PACKAGE...
  local work=$overlay.partial packages=() deb link name candidate
  local apt=(apt-get --quiet --quiet --option "Dir::State::Lists=$work/lists"
    --option "Dir::Cache=$work/cache" --option Debug::NoLocking=true)
  say "unpacking below $overlay: $*"
  rm -rf "$work" "$overlay"
  mkdir -p "$work"/{lists/partial,cache/archives/partial,debs,root/usr/lib}
  "${apt[@]}" update || true
  mapfile -t packages < <("${apt[@]}" --simulate --no-install-recommends install "$@" |
    awk '/^Inst / { print $2 }')
  ((${#packages[@]})) || return
  (cd "$work/debs" && "${apt[@]}" download "${packages[@]}") || return
  for deb in "$work"/debs/*.deb; do dpkg-deb --extract "$deb" "$work/root" || return; done
  if [[ -d $work/root/lib ]]; then
    cp --archive "$work/root/lib/." "$work/root/usr/lib/"
    rm -r "$work/root/lib"
  fi
  # libX.so of a -dev package points at a library that is in the overlay or else in the system.
  while read -r link; do
    name=$(basename "$(readlink "$link")")
    for candidate in "$(dirname "$link")/$name" {/usr,}/lib/"$multiarch/$name"; do
      [[ -e $candidate ]] || continue
      [[ $candidate == "$work"/* ]] && candidate=$name
      ln --symbolic --force "$candidate" "$link"
      break
    done
  done < <(find "$work/root/usr/lib" -xtype l -name '*.so*')
  echo "$*" >"$work/root/packages"
  mv "$work/root" "$overlay"
  rm -r "$work"
}

# Lets the build use the overlay for the PACKAGES that the system lacks.
use_overlay() { # PACKAGES
  local packages=() libraries
  # Of python3-venv only pip's wheel is needed.
  read -ra packages <<<"${1/python3-venv/python3-pip-whl}"
  if [[ "$(cat "$overlay/packages" 2>/dev/null)" != "${packages[*]}" ]]; then
    unpack_overlay "${packages[@]}" || die_of_missing "$1"
  fi
  overlay_used=1
  [[ -z $(missing_packages header) ]] || die_of_missing "$1"
  libraries=$overlay/usr/lib/$multiarch
  cmake_args+=(
    "-DCMAKE_PREFIX_PATH=$overlay/usr"
    "-DCMAKE_CXX_STANDARD_INCLUDE_DIRECTORIES=$overlay/usr/include;$overlay/usr/include/$multiarch"
    # An old-style RPATH serves the libraries' own dependencies as well.
    "-DCMAKE_EXE_LINKER_FLAGS=-Wl,--disable-new-dtags,-rpath,$libraries ${LDFLAGS:-}"
  )
}

ensure_system_packages() {
  local missing
  missing=$(missing_packages '.*')
  [[ $missing ]] || return 0
  if ((EUID == 0)) && command -v apt-get >/dev/null; then
    # shellcheck disable=SC2086
    install_as_root $missing ccache
    missing=$(missing_packages 'command|module|header')
    [[ -z $missing ]] || die "still missing after the installation: $missing"
    return
  fi
  [[ -z $(missing_packages command) ]] || die_of_missing "$missing"
  missing=$(missing_packages 'module|header')
  if [[ $missing ]]; then
    command -v apt-get >/dev/null || die_of_missing "$missing"
    use_overlay "$missing"
  fi
  [[ -z $(missing_packages file) ]] || say "no CA certificates here (package ca-certificates)"
}

# Sets cmake, ctest and generator: the system's, or those of pip where it lacks them.
choose_cmake() {
  if [[ -z $(missing_packages tool) ]]; then
    cmake=$(command -v cmake)
    generator='Unix Makefiles'
    ! command -v ninja >/dev/null || generator=Ninja
  else
    ensure_venv "$cache/cmake" cmake
    cmake=$cache/cmake/bin/cmake
    generator=Ninja
    cmake_args+=("-DCMAKE_MAKE_PROGRAM=$cache/cmake/bin/ninja")
  fi
  ctest=${cmake%/*}/ctest
}
