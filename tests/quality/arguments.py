"""The flags of run.sh, in a file that needs no packages, so that --help works before they are there."""

import argparse

from recipes import ABLATIONS, RECIPES

DESCRIPTION = """Trains recipes over several seeds and prints what one judge says of each.

What is trained already in the output folder is not trained again, so a table can be made bit by bit.
"""


def parse():
    parser = argparse.ArgumentParser(prog="tests/quality/run.sh", description=DESCRIPTION,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--recipes", default="tutorial,quality",
                        help="of: " + "; ".join(RECIPES) + " (default: tutorial,quality)")
    parser.add_argument("--ablations", action="store_true",
                        help="quality, and without each of its ingredients in turn, instead")
    parser.add_argument("--epochs", type=int, default=100)
    parser.add_argument("--seeds", default="1,2,3")
    parser.add_argument("--every", type=int, help="epochs between two evaluations (default: all)")
    parser.add_argument("--at", type=int, help="the evaluated epoch to tell of, instead of the last")
    parser.add_argument("--data", help="folder with MNIST's IDX files, as gan train takes it")
    parser.add_argument("--threads", default="0")
    parser.add_argument("--out", required=True, help="folder for the runs (run.sh: build/quality)")
    parser.add_argument("--picture", metavar="FILE",
                        help="draw each recipe's digits of the first seed, and real ones, as a PNG")
    parser.add_argument("--keras", action="store_true", help="install Keras, for the recipe keras")
    parser.add_argument("--keras-python", default="", help=argparse.SUPPRESS)
    parser.add_argument("--gan", required=True, help=argparse.SUPPRESS)
    options = parser.parse_args()
    options.recipes = ABLATIONS if options.ablations else options.recipes.split(",")
    options.seeds = [int(seed) for seed in options.seeds.split(",")]
    unknown = [name for name in options.recipes if name not in RECIPES]
    if unknown:
        parser.error(f"no recipe '{unknown[0]}' (known: {'; '.join(RECIPES)})")
    options.every = options.every or options.epochs
    if options.epochs % options.every:
        parser.error(f"--epochs {options.epochs}: a multiple of --every {options.every} is needed")
    if "keras" in options.recipes and not options.keras_python:
        parser.error("the recipe keras needs tensorflow and tf_keras: --keras installs them")
    return options


if __name__ == "__main__":
    parse()
