"""The whole program as a user starts it: wall time and peak memory of `gan` by its command line."""

import os
import subprocess
import time

from contenders import Failure
from text import number, print_table, say, spread


def timed(command, log):
    """Seconds from start to exit, and the peak resident memory in MiB."""
    start = time.perf_counter()
    process = subprocess.Popen(command, stdout=log, stderr=log)
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        log.seek(0)
        raise Failure(f"{' '.join(command)}: {log.read().strip().splitlines()[-1:]}")
    return seconds, usage.ru_maxrss / 1024


def commands(options, synthetic, work):
    gan = os.path.join(options.build, "gan")
    train = [gan, "train", "--epochs", "1", "--overwrite", "--out", os.path.join(work, "out"),
             "--device", options.device, "--threads", str(options.threads),
             "--batch-size", str(options.batch_size)]
    if synthetic:
        train += ["--dataset", "synthetic"]
    return {
        "gan --help": [gan, "--help"],
        "gan summary": [gan, "summary"],
        "gan train, one iteration": train + ["--iterations-per-epoch", "1"],
        "gan train, one epoch": train,
    }


def measure(options, synthetic, work):
    results = {}
    with open(os.path.join(work, "log"), "w+", encoding="utf-8", errors="replace") as log:
        for index in range(options.epochs_rounds):
            say(f"whole program: round {index + 1} of {options.epochs_rounds}")
            for name, command in commands(options, synthetic, work).items():
                results.setdefault(name, []).append(timed(command, log))
    return results


def print_programs(results):
    print_table(
        "The whole program, from start to exit, all output files written; one iteration is an"
        " upper bound of the time to the first",
        ["command", "seconds", "peak MiB"],
        [[name, spread([seconds for seconds, _ in runs]),
          number(max(peak for _, peak in runs))] for name, runs in results.items()])
