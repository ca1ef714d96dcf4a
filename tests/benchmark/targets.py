"""The project's targets against what was measured."""

import statistics

from rounds import ratios
from text import number, print_table

# The tutorial's 100 epochs of 300 iterations.
ITERATIONS_OF_A_RUN = 30000


class Targets:
    def __init__(self):
        self.rows = []

    def add(self, what, wanted, at_least, measured):
        """`measured` values are summed up by their median; none means that it was not measured."""
        if not measured:
            return
        median = statistics.median(measured)
        met = median >= wanted if at_least else median <= wanted
        bound = "at least" if at_least else "at most"
        self.rows.append([what, f"{bound} {number(wanted)}", number(median),
                          "yes" if met else "no"])

    def at_most(self, what, wanted, measured):
        self.add(what, wanted, False, measured)

    def at_least(self, what, wanted, measured):
        self.add(what, wanted, True, measured)


def add_speed(targets, answers, on_gpu):
    def times_as_fast(ours, peer):
        if ours not in answers or peer not in answers:
            return []
        return ratios(answers[peer], answers[ours])

    def against(ours, peer, wanted):
        targets.at_least(f"{ours}, times as fast as {peer}", wanted, times_as_fast(ours, peer))

    if on_gpu:
        whole = [one.seconds * ITERATIONS_OF_A_RUN for one in answers.get("gan", [])]
        targets.at_most("seconds of training for the tutorial's 30,000 iterations", 6, whole)
        against("gan", "PyTorch eager", 10)
        against("gan", "PyTorch reduce-overhead", 2)
        return
    targets.at_most("gan, times the products", 1.3, times_as_fast("products", "gan"))
    against("gan", "PyTorch eager", 1.8)
    variants = [name for name in answers if name.startswith("PyTorch")]
    if variants:
        best = min(variants, key=lambda name: statistics.median(
            answer.seconds for answer in answers[name]))
        targets.at_least(f"gan, times as fast as the best PyTorch ({best.split()[1]})", 1.4,
                         times_as_fast("gan", best))
    against("gan", "Keras", 2)
    against("gan --precision bf16", "PyTorch eager", 3)


def add_programs(targets, results, on_gpu):
    def seconds(name):
        return [run[0] for run in results.get(name, [])]

    if not on_gpu:
        targets.at_most("gan train, seconds to the first iteration", 2,
                        seconds("gan train, one iteration"))
        targets.at_most("gan train, peak MiB", 620,  # 650 MB
                        [run[1] for run in results.get("gan train, one epoch", [])])
    targets.at_most("gan summary, seconds", 0.5, seconds("gan summary"))
    targets.at_most("gan --help, seconds", 0.5, seconds("gan --help"))


def print_targets(answers, results, alone, beside, on_gpu):
    targets = Targets()
    add_speed(targets, answers, on_gpu)
    add_programs(targets, results, on_gpu)
    if "gan" in beside:
        targets.at_most("gan beside a busy program, times its time alone", 2.5,
                        ratios(beside["gan"], alone["gan"]))
    if targets.rows:
        print_table("Targets", ["what", "target", "median", "met"], targets.rows)
