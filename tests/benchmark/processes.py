"""The same training in several processes, beside one process and DistributedDataParallel."""

import os
import statistics

from contenders import FOLDER, Contender, gan
from rounds import ratios
from text import number, print_table, spread

ALONE = "gan in one process"
EXCHANGE = "the gradients' sums alone"


def contenders(options, data):
    """All have as many threads together."""
    count, architecture = options.processes, options.architecture
    threads = max(1, options.threads // count)
    recipe = ["--architecture", architecture, "--batch-size", str(options.batch_size)]
    of_each = recipe + ["--threads", str(threads)]
    tutorial = architecture == "mlp"

    def ours(name, *flags, **more):
        return Contender(name, gan(options, data, *flags), "gan", required=True,
                         has_tutorial_networks=tutorial, **more)

    made = [
        ours(ALONE, *recipe, "--threads", str(threads * count)),
        ours("gan", *of_each, processes=count),
    ]
    if tutorial:
        made.append(ours("gan --fast off", *of_each, "--fast", "off", processes=count))
    for mode in ["eager", "fused"]:
        made.append(Contender(
            f"PyTorch {mode}",
            [options.torch_python, os.path.join(FOLDER, "torch_peer.py"), "--mode", mode,
             "--images", os.path.join(data, "train-images-idx3-ubyte"), *of_each],
            "peer", "" if options.torch_python else "not installed",
            has_tutorial_networks=tutorial, processes=count))
    made.append(Contender(
        EXCHANGE, [os.path.join(options.build, "benchmark_exchange"), "--architecture",
                   architecture], "exchange", required=True, processes=count))
    return made


def print_shares(answers):
    """Round by round, of an iteration in several processes."""
    rows = []
    for name, told in answers.items():
        if name in (ALONE, EXCHANGE) or EXCHANGE not in answers:
            continue
        share = [100 * part for part in ratios(answers[EXCHANGE], told)]
        faster = ratios(answers[ALONE], told) if ALONE in answers else []
        rows.append([name, f"{number(statistics.median(share))} %", spread(faster)])
    if rows:
        print_table("Of an iteration in several processes",
                    ["", "the gradients' sums", "times as fast as one process"], rows)
