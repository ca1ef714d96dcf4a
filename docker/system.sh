# shellcheck shell=bash
# What the build needs from the system, by packages.txt. What is missing is installed with apt by
# root; others get the headers unpacked into a folder of the cache (the overlay) and CMake from pip.
# Sourced by setup.sh.
# shellcheck disable=SC2034,SC2154

overlay=$cache/overlay
overlay_used=
multiarch=$("${CXX:-c++}" -print-multiarch 2>/dev/null) || multiarch=$(uname -m)-linux-gnu

# ---- What is missing ----

has_header() { # HEADER
  local compiler prefix flags=()
  compiler=$(command -v "${CXX:-c++}" || command -v g++ || command -v clang++) || return
  for prefix in ${prefix_path//[:;]/ } ${overlay_used:+"$overlay/usr"}; do
    flags+=(-isystem "$prefix/include")
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
    echo "$package"
  done <"$docker_dir/packages.txt" | paste --serial --delimiters=' '
}

die_of_missing() { # PACKAGES
  if command -v apt-get >/dev/null; then
    die "these packages are missing and cannot be installed without root or network:" \
      "sudo apt-get install $1"
  fi
  die "missing; install what your system calls these packages of Debian: $1"
}

# ---- Installing ----

# Whether it worked is judged by what is there afterwards: apt-get also fails when some other package
# of the machine cannot be configured.
install_as_root() { # PACKAGE...
  local log=$cache/apt.log missing
  local apt=(apt-get --quiet --option DPkg::Lock::Timeout=300)
  say "installing with apt-get: $*"
  export DEBIAN_FRONTEND=noninteractive
  { "${apt[@]}" update && "${apt[@]}" install --yes --no-install-recommends "$@"; } &>"$log" ||
    say "apt-get reports an error, see $log"
  missing=$(missing_packages 'command|header')
  [[ -z $missing ]] || die "apt-get could not install what is missing ($(tail -n 1 "$log"));" \
    "needed: apt-get install $missing"
}

# Downloads the packages and those of their dependencies that the system lacks, and unpacks them into
# FOLDER, unless that was done before. FOLDER/packages says what it holds.
unpack() { # FOLDER PACKAGE...
  local folder=$1 work=$1.partial packages=() deb link name candidate
  local apt=(apt-get --quiet --quiet --option "Dir::State::Lists=$work/lists"
    --option "Dir::Cache=$work/cache" --option Debug::NoLocking=true)
  shift
  [[ "$(cat "$folder/packages" 2>/dev/null)" != "$*" ]] || return 0
  command -v apt-get >/dev/null || return
  say "unpacking into $folder with apt-get: $*"
  rm -rf "$work"
  mkdir -p "$work"/{lists/partial,cache/archives/partial,debs,root/usr/lib}
  "${apt[@]}" update &>"$cache/apt.log" || true
  mapfile -t packages < <("${apt[@]}" --simulate --no-install-recommends install "$@" \
    2>>"$cache/apt.log" | awk '/^Inst / { print $2 }')
  ((${#packages[@]})) || return
  (cd "$work/debs" && "${apt[@]}" download "${packages[@]}") &>>"$cache/apt.log" || return
  for deb in "$work"/debs/*.deb; do dpkg-deb --extract "$deb" "$work/root" || return; done
  if [[ -d $work/root/lib ]]; then
    cp --archive "$work/root/lib/." "$work/root/usr/lib/" || return
  fi
  if [[ -d $work/root/usr/include/$multiarch ]]; then
    cp --archive "$work/root/usr/include/$multiarch/." "$work/root/usr/include/" || return
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
  echo "$*" >"$work/root/packages" || return
  rm -rf "$folder"
  mv "$work/root" "$folder"
  rm -rf "$work"
}

# Lets the build use the overlay for the PACKAGES that the system lacks.
use_overlay() { # PACKAGES
  # shellcheck disable=SC2086
  unpack "$overlay" $1 || die_of_missing "$1"
  overlay_used=1
  [[ -z $(missing_packages header) ]] || { rm -r "$overlay" && die_of_missing "$1"; }
  prefix_path=${prefix_path:+$prefix_path:}$overlay/usr
  # An old-style RPATH also leads the libraries to each other.
  export CMAKE_PREFIX_PATH=$prefix_path \
    LDFLAGS="-Wl,--disable-new-dtags,-rpath,$overlay/usr/lib/$multiarch ${LDFLAGS:-}"
  exported+=(CMAKE_PREFIX_PATH LDFLAGS)
}

ensure_system_packages() {
  local missing
  missing=$(missing_packages '.*')
  [[ $missing ]] || return 0
  if ((EUID == 0)) && command -v apt-get >/dev/null; then
    # shellcheck disable=SC2086
    install_as_root $missing ccache
    return
  fi
  [[ -z $(missing_packages command) ]] || die_of_missing "$missing"
  missing=$(missing_packages header)
  [[ -z $missing ]] || use_overlay "$missing"
  [[ -z $(missing_packages file) ]] || say "no CA certificates here (package ca-certificates)"
}

# Sets cmake and ctest, and the generator: the system's, or those of pip where it lacks them.
choose_cmake() {
  if [[ -z $(missing_packages tool) ]]; then
    cmake=$(command -v cmake)
  else
    ensure_venv "$cache/cmake" cmake
    cmake=$cache/cmake/bin/cmake
    export PATH=$PATH:$cache/cmake/bin
    exported+=(PATH)
  fi
  ctest=${cmake%/*}/ctest
  if [[ -z ${CMAKE_GENERATOR:-} ]] && command -v ninja >/dev/null; then
    export CMAKE_GENERATOR=Ninja
    exported+=(CMAKE_GENERATOR)
  fi
}
