"""Beside another program that keeps all cores busy."""

import contextlib
import os
import subprocess
import sys
import time

from rounds import ratios
from text import print_table, say, spread

CONTENDERS = ("gan", "gan --fast off", "gan --precision bf16", "PyTorch eager", "PyTorch fused")


@contextlib.contextmanager
def busy_cores():
    """A loop for every core that this process may use, at its own priority."""
    loops = [subprocess.Popen([sys.executable, "-c", "while True: pass"])
             for _ in os.sched_getaffinity(0)]
    try:
        time.sleep(0.5)
        yield
    finally:
        for loop in loops:
            loop.kill()
            loop.wait()


def measure(running, rounds, iterations):
    chosen = [one for one in running if one.name in CONTENDERS]
    alone, beside = ({one.name: [] for one in chosen} for _ in range(2))
    for index in range(rounds):
        say(f"beside a busy program: round {index + 1} of {rounds}")
        for one in chosen:
            alone[one.name].append(one.request(iterations))
        with busy_cores():
            for one in chosen:
                beside[one.name].append(one.request(iterations))
    return alone, beside


def print_busy(alone, beside):
    def milliseconds(answers):
        return spread([answer.seconds * 1e3 for answer in answers])

    print_table(
        "One iteration beside a program that keeps all cores busy",
        ["contender", "ms alone", "ms beside it", "times as long"],
        [[name, milliseconds(alone[name]), milliseconds(beside[name]),
          spread(ratios(beside[name], alone[name]))] for name in alone])
