"""Interleaved rounds: all contenders see the same weather."""

import os
import statistics

from contenders import Failure, Running, check_same_work
from text import number, print_table, say, spread


def start(contenders, iterations):
    """Starts and warms up. Returns those that run, and why the others do not, by name."""
    running, missing = [], {}
    for contender in contenders:
        if contender.missing:
            missing[contender.name] = contender.missing
            continue
        say(f"starting {contender.name}")
        try:
            one = Running(contender)
            running.append(one)
            one.request(iterations)
        except Failure as failure:
            if contender.required or "implausible" in str(failure):
                raise
            if running and running[-1].name == contender.name:
                running.pop().close()
            missing[contender.name] = "does not run here: " + str(failure).split(": ", 1)[1]
    check_same_work(running)
    return running, missing


class OtherWork:
    """How busy other programs keep the cores meanwhile: not at all, or the times are not to be
    trusted (proc(5))."""

    def __init__(self, running):
        self.running = running
        self.before = self.sample()

    def sample(self):
        """Ticks of all cores: in all, not idle, and those of the contenders and the driver."""
        with open("/proc/stat", encoding="ascii") as file:
            ticks = [int(word) for word in file.readline().split()[1:9]]
        ours = 0
        pids = [process.process.pid for one in self.running for process in one.processes]
        for process in [os.getpid(), *pids]:
            with open(f"/proc/{process}/stat", encoding="utf-8", errors="replace") as file:
                fields = file.read().rpartition(")")[2].split()
            ours += int(fields[11]) + int(fields[12])
        return sum(ticks), sum(ticks) - ticks[3] - ticks[4], ours

    def share(self):
        total, busy, ours = (now - then for now, then in zip(self.sample(), self.before))
        return max(0.0, (busy - ours) / max(1, total))


def measure(running, rounds, iterations, what="round"):
    """Answers by name, a list of one for each round. Each round starts with another contender."""
    answers = {one.name: [] for one in running}
    for index in range(rounds):
        say(f"{what} {index + 1} of {rounds}")
        shift = index % len(running)
        for one in running[shift:] + running[:shift]:
            answers[one.name].append(one.request(iterations))
    return answers


def ratios(slower, faster):
    """How many times as long `slower` took, round by round."""
    return [a.seconds / b.seconds for a, b in zip(slower, faster)]


def print_iterations(contenders, answers, missing, options):
    rows = []
    for contender in contenders:
        if contender.name in missing:
            rows.append([contender.name, "-"] + [""] * 5)
            continue
        told = answers[contender.name]
        row = [contender.name, spread([answer.seconds * 1e3 for answer in told]),
               spread(ratios(told, answers["products"])) if "products" in answers else "-"]
        if contender.kind == "products":
            row += ["", number(told[-1].peak), "", ""]
        else:
            median = statistics.median(answer.seconds for answer in told)
            row += [f"{options.batch_size / median:.0f}", number(told[-1].peak),
                    number(told[-1].discriminator), number(told[-1].generator)]
        rows.append(row)
    print_table(
        f"One iteration, {options.rounds} interleaved rounds of {options.iterations}:"
        " median (smallest to largest); losses are those of the last iteration",
        ["contender", "ms", "times the products", "images/s", "peak MiB", "loss D", "loss G"],
        rows)
    if missing:
        print()
    for name, reason in missing.items():
        print(f"{name}: {reason}.")


def print_ratios(contenders, answers):
    ours = [one.name for one in contenders if one.kind == "gan" and one.name in answers]
    peers = [one.name for one in contenders if one.kind == "peer" and one.name in answers]
    if not ours or not peers:
        return
    print_table(
        "How many times as fast as each peer, round by round",
        ["", *peers],
        [[name, *(spread(ratios(answers[peer], answers[name])) for peer in peers)]
         for name in ours])


def print_memory(answers):
    for name, told in answers.items():
        if name.startswith("gan"):
            print(f"\n{name}: peak memory {told[0].peak:.1f} MiB after the first round,"
                  f" {told[-1].peak:.1f} after the last.")
