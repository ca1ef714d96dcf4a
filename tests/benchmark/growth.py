"""Time per floating-point operation as batches and widths grow."""

import statistics

from contenders import Contender, gan, native
from rounds import measure, ratios, start
from text import number, print_table, say, spread

BATCHES = (50, 200, 1000, 5000)
WIDTHS = (1, 2, 4)
ROUNDS = 3
GFLOP_PER_REQUEST = {"cpu": 200, "cuda": 100000}


def cell_contenders(options, data, batch, width):
    sizes = ["--batch-size", str(batch),
             "--generator-hidden", f"{256 * width},{512 * width}",
             "--discriminator-hidden", f"{1024 * width},{512 * width},{256 * width}"]
    return [Contender("products", native("products", options, *sizes), "products", required=True),
            Contender("gan", gan(options, data, *sizes), "gan", required=True,
                      has_tutorial_networks=False)]


def measure_cell(options, data, batch, width):
    say(f"growth: batch {batch}, widths times {width}")
    running, _ = start(cell_contenders(options, data, batch, width), 1)
    try:
        gflop = running[0].facts["gflop"]
        per_request = GFLOP_PER_REQUEST[options.device.split(":")[0]]
        iterations = max(1, round(per_request / gflop))
        measure(running, 1, iterations, "warm-up")
        answers = measure(running, ROUNDS, iterations)
    finally:
        for one in running:
            one.close()

    def picoseconds(name):
        return number(statistics.median(one.seconds for one in answers[name]) / gflop * 1e3)

    return [f"x{width}", str(batch), number(gflop), picoseconds("products"), picoseconds("gan"),
            spread(ratios(answers["gan"], answers["products"]))]


def print_growth(options, data):
    rows = [measure_cell(options, data, batch, width) for width in WIDTHS for batch in BATCHES]
    print_table(
        "Growth: time per floating-point operation of the matrix products, medians",
        ["widths", "batch", "GFLOP an iteration", "products, ps/FLOP", "gan, ps/FLOP",
         "gan, times the products"], rows)
