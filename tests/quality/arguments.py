"""The flags of run.sh, in a file that needs no packages, so that --help works before they are there."""

import argparse

from recipes import ABLATIONS, RECIPES, TIMED

DESCRIPTION = """Trains recipes over several seeds, evaluates them and prints one table.

What is trained already in the output folder is not trained again, so a table can be made bit by bit.
"""


def parse():
    parser = argparse.ArgumentParser(prog="tests/quality/run.sh", description=DESCRIPTION,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--recipes",
                        help="of: " + "; ".join(RECIPES) + " (default: tutorial,quality; with --time-to"
                        " " + ",".join(TIMED) + ")")
    parser.add_argument("--ablations", action="store_true",
                        help="quality, and without each of its ingredients in turn, instead")
    parser.add_argument("--time-to", type=float, metavar="DISTANCE",
                        help="measure the time to this Fréchet distance, from the start of the process")
    parser.add_argument("--epochs", type=int, default=100)
    parser.add_argument("--seeds", default="1,2,3")
    parser.add_argument("--every", type=int, help="epochs between two evaluations (default: all; with"
                        " --time-to: 1)")
    parser.add_argument("--at", type=int, help="the evaluated epoch to tell of, instead of the last")
    parser.add_argument("--data", help="folder with MNIST's IDX files, as gan train takes it")
    parser.add_argument("--threads", default="0")
    parser.add_argument("--out", required=True, help="folder for the runs (run.sh: build/quality)")
    parser.add_argument("--picture", metavar="FILE",
                        help="draw each recipe's digits of the first seed, and real ones, as a PNG; with"
                        " --time-to: the distances over time, as an SVG")
    parser.add_argument("--keras", action="store_true", help="install Keras, for the recipe keras")
    parser.add_argument("--keras-python", default="", help=argparse.SUPPRESS)
    parser.add_argument("--gan", required=True, help=argparse.SUPPRESS)
    options = parser.parse_args()
    default = ABLATIONS if options.ablations else TIMED if options.time_to else ["tutorial", "quality"]
    options.recipes = options.recipes.split(",") if options.recipes else default
    options.seeds = [int(seed) for seed in options.seeds.split(",")]
    unknown = [name for name in options.recipes if name not in RECIPES]
    if unknown:
        parser.error(f"no recipe '{unknown[0]}' (known: {'; '.join(RECIPES)})")
    options.every = options.every or (1 if options.time_to else options.epochs)
    if options.epochs % options.every:
        parser.error(f"--epochs {options.epochs}: a multiple of --every {options.every} is needed")
    if "keras" in options.recipes and not options.keras_python:
        parser.error("the recipe keras needs tensorflow and tf_keras: --keras installs them")
    return options


if __name__ == "__main__":
    parse()
