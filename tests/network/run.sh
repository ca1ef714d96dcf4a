#!/usr/bin/env bash
# Trains in two network namespaces, as on two machines: tests/network/run.sh GAN [PYTHON]
# Then cuts the cable, and lets strangers in. With a PYTHON that has torch, trains by torchrun, too.
# Where namespaces are not allowed, exits with 77.
set -euo pipefail

gan=$(realpath "$1")
python=${2:-}
work=$(mktemp -d)
names=("gan-$$-0" "gan-$$-1")
addresses=(10.213.77.1 10.213.77.2)
port=29511
failures=0

clean_up() {
  local name
  kill "$(jobs -p)" 2>/dev/null || true
  for name in "${names[@]}"; do ip netns delete "$name" 2>/dev/null || true; done
  rm -rf "$work"
}
trap clean_up EXIT

# Two machines with a cable between them.
connect() {
  local i
  for i in 0 1; do ip netns add "${names[i]}" || return; done
  ip -n "${names[0]}" link add cable type veth peer name cable netns "${names[1]}" || return
  for i in 0 1; do
    ip -n "${names[i]}" address add "${addresses[i]}/24" dev cable || return
    ip -n "${names[i]}" link set cable up || return
    ip -n "${names[i]}" link set lo up || return
  done
}

skip() {
  echo "network: skipped: $1"
  exit 77
}

command -v ip >/dev/null || skip "no program ip (Debian's iproute2)"
connect 2>"$work/reason" || skip "no network namespaces ($(head -n 1 "$work/reason"))"

gan_train=("$gan" train --dataset synthetic --device cpu --quiet --iterations-per-epoch 3
  --batch-size 16 --latent-dim 8 --generator-hidden 16,32 --discriminator-hidden 32,16)

on_machine() { # RANK COMMAND...
  local rank=$1
  shift
  ip netns exec "${names[rank]}" env XDG_CACHE_HOME="$work/cache" "$@" >"$work/out.$rank" \
    2>"$work/errors.$rank" &
  pids[rank]=$!
}

train() { # OUT FLAG...
  local rank out=$1
  shift
  for rank in 0 1; do
    on_machine $rank RANK=$rank WORLD_SIZE=2 MASTER_ADDR="${addresses[0]}" MASTER_PORT=$port \
      "${gan_train[@]}" --out "$out" "$@"
  done
}

# The machines have addresses, but no names by which torchrun could tell them apart.
torchrun() { # OUT FLAG...
  local rank out=$1
  shift
  for rank in 0 1; do
    on_machine $rank "$python" -m torch.distributed.run --nnodes 2 --nproc-per-node 1 \
      --rdzv-backend c10d --rdzv-endpoint "${addresses[0]}:$port" --max-restarts 1 \
      --rdzv-conf "is_host=$((1 - rank))" --local-addr "${addresses[rank]}" \
      --no-python "${gan_train[@]}" --resume-if-present --out "$out" "$@"
  done
}

# Sets `codes` to the exit codes of both, which must end within SECONDS.
await() { # SECONDS
  local rank until=$((SECONDS + $1))
  codes=("" "")
  for rank in 0 1; do
    while kill -0 "${pids[rank]}" 2>/dev/null; do
      if ((SECONDS > until)); then
        codes[rank]=late
        kill -KILL "${pids[rank]}"
        break
      fi
      sleep 0.1
    done
    if wait "${pids[rank]}"; then codes[rank]=${codes[rank]:-0}; else codes[rank]=${codes[rank]:-$?}; fi
  done
}

await_checkpoint() { # OUT
  local i
  for ((i = 0; i < 300; ++i)); do
    if compgen -G "$1/checkpoints/*.safetensors" >/dev/null; then return; fi
    sleep 0.1
  done
}

expect() { # WHAT CONDITION...
  local what=$1
  shift
  if "$@"; then
    echo "network: ok: $what"
  else
    echo "network: FAILED: $what (exit codes ${codes[*]}; $(cat "$work"/errors.*))"
    failures=$((failures + 1))
  fi
}

both_are() { [[ "${codes[*]}" == "$1 $1" ]]; }

train "$work/first" --epochs 2
await 60
expect "two machines train" both_are 0
train "$work/second" --epochs 2
await 60
expect "and give the same bytes again" cmp "$work/first/gan_gen.pt" "$work/second/gan_gen.pt"

if [[ -n $python ]]; then
  torchrun "$work/torchrun" --epochs 2
  await 90
  expect "so does torchrun" both_are 0
  expect "with the same bytes" cmp "$work/first/gan_gen.pt" "$work/torchrun/gan_gen.pt"
fi

train "$work/cut" --epochs 1000000 --collective-timeout 3
await_checkpoint "$work/cut"
sleep 1
ip -n "${names[0]}" link set cable down
await 20
expect "a cut cable ends both" both_are 1
expect "each says so in a line" test "$(cat "$work"/errors.* | wc -l)" = 2
ip -n "${names[0]}" link set cable up
newest=$(find "$work/cut/checkpoints" -name 'epoch-*' | sort | tail -n 1)
draws() { "$gan" generate --checkpoint "$newest" --device cpu --out "$work/one.png" >"$work/drawn"; }
expect "the checkpoint stays" draws

# A stranger who talks to every port that the two listen on, and one who says nothing.
train "$work/strangers" --epochs 1000000 --collective-timeout 10
await_checkpoint "$work/strangers"
tried=0
for machine in 0 1; do
  for open in $(ip netns exec "${names[machine]}" ss -Hltn | awk '{ print $4 }' | sed 's/.*://' | sort -u); do
    tried=$((tried + 1))
    for words in 'GET / HTTP/1.1\r\n\r\n' '\x00\x01\x02\x03\x04\x05\x06\x07\xff\xff\xff\xff' ''; do
      ip netns exec "${names[1 - machine]}" timeout 2 bash -c \
        "exec 3<>/dev/tcp/${addresses[machine]}/$open && printf '$words' >&3 && sleep 1" || true
    done
  done
done
for rank in 0 1; do expect "rank $rank is still there" kill -0 "${pids[rank]}"; done
kill -TERM "${pids[1]}"
await 20
expect "strangers do no harm to $tried ports" both_are 143

exit $((failures > 0))
