# shellcheck shell=bash
# Finds or installs Keras. Sourced after docker/build.sh.
# shellcheck disable=SC2154

# Prints a Python with Keras: the one named by the user, or the cache's, which --keras installs.
find_keras() { # FLAG...
  local docker_dir=$project/docker cache=${XDG_CACHE_HOME:-${HOME:-/root}/.cache}/gan env
  env=$cache/keras
  say() { printf 'keras: %s\n' "$*" >&2; }
  die() {
    printf 'keras: error: %s\n' "$*" >&2
    exit 1
  }
  if [[ " $* " == *' --no-keras '* ]]; then
    return
  elif [[ ${GAN_BENCHMARK_KERAS_PYTHON:-} ]]; then
    "$GAN_BENCHMARK_KERAS_PYTHON" -c '
import importlib.util, sys
sys.exit(None in map(importlib.util.find_spec, ("tensorflow", "tf_keras")))' ||
      die "no tensorflow and tf_keras in GAN_BENCHMARK_KERAS_PYTHON=$GAN_BENCHMARK_KERAS_PYTHON"
    printf '%s\n' "$GAN_BENCHMARK_KERAS_PYTHON"
    return
  elif [[ " $* " == *' --keras '* ]]; then
    # shellcheck source=docker/venv.sh
    source "$project/docker/venv.sh"
    # shellcheck source=docker/system.sh
    source "$project/docker/system.sh"
    exec 9>"$cache/lock"
    flock 9
    ensure_venv "$env" keras >&2
  fi
  [[ ! -e $env/complete ]] || printf '%s\n' "$env/bin/python"
}
