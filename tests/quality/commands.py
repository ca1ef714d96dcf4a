"""gan's commands, as the scripts of this folder call them."""

import json
import os
import subprocess
import sys

from recipes import RECIPES

FOLDER = os.path.dirname(os.path.realpath(__file__))


def run(command):
    process = subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    if process.returncode:
        said = process.stderr.strip().splitlines()[-1:]
        sys.exit(f"quality: error: {' '.join(command)}: {said}")


def common_flags(options):
    return ["--threads", options.threads] + (["--data", options.data] if options.data else [])


def train_command(options, recipe, seed, epochs, folder):
    flags = [word for flag in RECIPES[recipe].items() for word in flag]
    return [options.gan, "train", *flags, "--seed", str(seed), "--epochs", str(epochs), "--out", folder,
            "--overwrite", "--quiet", *common_flags(options)]


def keras_command(options, seed, folder):
    return [options.keras_python, os.path.join(FOLDER, "keras_samples.py"), "--seed", str(seed), "--epochs",
            str(options.epochs), "--every", str(options.every), "--out", folder, *common_flags(options)]


def evaluate(options, samples, measured):
    """What gan evaluate says of --checkpoint FILE or --images FILE; `measured` is written."""
    run([options.gan, "evaluate", *samples, "--out", measured, *common_flags(options)])
    with open(measured, encoding="utf-8") as file:
        return json.load(file)["samples"]


def read_lines(path):
    """The objects of a file with one JSON object a line; nothing where there is no file."""
    try:
        with open(path, encoding="utf-8") as file:
            return [json.loads(line) for line in file if line.endswith("\n")]
    except FileNotFoundError:
        return []
