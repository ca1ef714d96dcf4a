# shellcheck shell=bash
# What run.sh checks, a function each: silent and 0 where it holds. Sourced by run.sh.
# shellcheck disable=SC2154

short=(--dataset synthetic --epochs 2 --iterations-per-epoch 20)

check() { # NAME FUNCTION ARGUMENT...
  local name=$1 output start=$SECONDS
  shift
  if output=$("$@" 2>&1); then
    echo "ok: $name ($((SECONDS - start)) s)"
  else
    echo "FAILED: $name"
    tail -n 15 <<<"$output" | sed 's/^/    /'
    failures=$((failures + 1))
  fi
}

gan() { # FLAGS OF docker run... -- ARGUMENTS OF gan
  local flags=()
  while [[ $1 != -- ]]; do flags+=("$1") && shift; done
  docker run --rm "${run_flags[@]}" "${flags[@]}" "$image" "${@:2}"
}

in_image() { # COMMAND
  docker run --rm --entrypoint /bin/sh "$image" -c "$1"
}

build_image() {
  docker build --build-arg DEVICE=cpu --tag "$image" "${build_flags[@]}" "$project"
}

unknown_device() {
  local output
  ! output=$(docker build --build-arg DEVICE=tpu "${build_flags[@]}" "$project" 2>&1) || return
  grep 'DEVICE=tpu: expected cpu or cuda' <<<"$output" || { echo "$output" && return 1; }
}

is_small() {
  local bytes
  bytes=$(docker image inspect --format '{{.Size}}' "$image") || return
  echo "$bytes bytes"
  ((bytes < 900000000))
}

has_libraries() {
  local libraries
  libraries=$(in_image 'ls /opt/gan/lib; ldd /opt/gan/bin/gan /opt/gan/lib/*.so') || return
  echo "$libraries"
  ! grep 'not found' <<<"$libraries" || return
  ! grep -E '^lib(cu|nv|nccl|torch_cuda|gan_cuda)' <<<"$libraries" | grep -vE '^libcu(dart|pti)'
}

is_not_root() {
  local user
  user=$(in_image 'id -u') || return
  [[ $user != 0 ]]
}

# A folder that anybody may write to, for the container's user is not ours.
new_out() { # NAME
  mkdir -m 777 "$work/$1" 2>/dev/null || true
  echo "$work/$1"
}

trains_with() { # FLAGS
  local out flags user
  read -ra flags <<<"$1"
  out=$(new_out "with ${1//[\/:]/-}")
  gan "${flags[@]}" --volume "$out:/out" -- train "${short[@]}" || return
  [[ -s $out/gan_gen.pt && -s $out/samples/grid.png && -s $out/report.html ]] || return
  user=$([[ $1 == *--user* ]] && echo 4321:8765 || echo 1000:1000)
  [[ $(stat --format %u:%g "$out/gan_gen.pt") == "$user" ]]
}

takes_data() {
  local out data
  out=$(new_out data-run)
  data=$(new_out data)
  { printf '\0\0\10\3\0\0\0\12\0\0\0\4\0\0\0\4' && head --bytes 160 /dev/zero; } \
    >"$data/train-images-idx3-ubyte"
  gan --network none --volume "$data:/data:ro" --volume "$out:/out" -- \
    train --epochs 1 --iterations-per-epoch 2 --batch-size 4 | grep '^(10, 4, 4)$'
}

falls_to_cpu() {
  gan -- train "${short[@]}" --epochs 1 | grep '^on cpu, .*no GPU: no NVIDIA driver'
}

names_the_owner() {
  local out output code=0
  out=$(new_out unwritable)
  chmod 755 "$out"
  output=$(gan --user 4321:8765 --volume "$out:/out" -- train "${short[@]}" 2>&1) || code=$?
  echo "$code $output"
  ((code == 1)) && [[ $(wc -l <<<"$output") == 1 ]] &&
    grep "belongs to user $(id -u), but gan runs as user 4321" <<<"$output"
}

# Stops the container and checks that this takes less than 10 s and ends with 143.
stop() { # CONTAINER
  local start=$SECONDS code
  docker stop --time 20 "$1" >/dev/null
  code=$(docker wait "$1")
  docker logs "$1"
  docker rm "$1" >/dev/null
  echo "exit code $code after $((SECONDS - start)) s"
  ((code == 143 && SECONDS - start < 10))
}

stops_and_goes_on() {
  local out whole container command
  command=(train "${short[@]}" --iterations-per-epoch 150 --epochs 3 --resume-if-present)
  out=$(new_out stopped)
  whole=$(new_out whole)
  container=$(docker run --detach "${run_flags[@]}" --volume "$out:/out" "$image" "${command[@]}")
  until [[ -s $out/log.jsonl ]]; do sleep 0.2; done
  stop "$container" || return
  ls "$out"/checkpoints/*iteration* || return
  gan --volume "$out:/out" -- "${command[@]}" || return
  gan --volume "$whole:/out" -- "${command[@]}" || return
  for file in gan_gen.pt gan_dis.pt samples/grid.png checkpoints/epoch-0003.safetensors; do
    cmp "$out/$file" "$whole/$file" || return
  done
  gan --volume "$out:/out" -- "${command[@]}" | grep 'trained 3 epochs already'
}

stops_while_loading() {
  local container delay
  for delay in 0 0.1 0.2 0.3 0.5; do
    container=$(docker run --detach "${run_flags[@]}" "$image" train "${short[@]}" --epochs 100)
    sleep "$delay"
    stop "$container" || return
  done
}

stops_any_command() {
  local container
  container=$(docker run --detach "${run_flags[@]}" --volume "$work/whole:/out" "$image" \
    generate --checkpoint out/gan_gen.pt --count 1000000 --raw out/many.npy)
  sleep 2
  stop "$container"
}

repeats_itself() {
  IMAGE=$image "$project/docker/reproduce.sh" "${short[@]}"
}
