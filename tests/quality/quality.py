"""Trains recipes over several seeds and prints their quality: run.sh."""

import json
import os
import statistics
import sys

import numpy as np

from arguments import parse
from commands import evaluate, keras_command, read_lines, run, train_command
from mnist import training_images  # also leads to the folder of text
from picture import write_side_by_side
from specks import specks_per_image
from text import print_table
from time_to import time_to

SAMPLES = 1000  # to count specks in, and to show


def train(options, recipe, seed, folder):
    run([*train_command(options, recipe, seed, options.epochs, folder), "--evaluate-every",
         str(options.every)])
    run([options.gan, "generate", "--checkpoint", os.path.join(folder, "gan_gen.pt"), "--count",
         str(SAMPLES), "--raw", os.path.join(folder, "samples.npy")])


def train_keras(options, seed, folder):
    """A log like that of gan train, its evaluations made from the images that Keras saved."""
    os.makedirs(folder, exist_ok=True)
    run(keras_command(options, seed, folder))
    epochs = read_lines(os.path.join(folder, "keras.jsonl"))
    for epoch in epochs:
        samples = os.path.join(folder, f"samples-{epoch['epoch']}.npy")
        if os.path.exists(samples):
            epoch["evaluation"] = evaluate(options, ["--images", samples],
                                           os.path.join(folder, "evaluation.json"))
            os.replace(samples, os.path.join(folder, "samples.npy"))
    with open(os.path.join(folder, "log.jsonl"), "w", encoding="utf-8") as file:
        file.writelines(json.dumps(epoch) + "\n" for epoch in epochs)


def log_of(folder, epochs):
    """The run's epochs, or nothing where it did not get to the end."""
    log = read_lines(os.path.join(folder, "log.jsonl"))
    return log if len(log) >= epochs and os.path.exists(os.path.join(folder, "samples.npy")) else None


def folder_of(options, recipe, seed):
    return os.path.join(options.out, f"{options.epochs} epochs", recipe, f"seed {seed}")


def samples_of(options, recipe, seed):
    return np.load(os.path.join(folder_of(options, recipe, seed), "samples.npy"))[:SAMPLES]


def measure(options, recipe, seed):
    folder = folder_of(options, recipe, seed)
    log = log_of(folder, options.epochs)
    if log is None:
        print(f"quality: {recipe}, seed {seed}", file=sys.stderr, flush=True)
        if recipe == "keras":
            train_keras(options, seed, folder)
        else:
            train(options, recipe, seed, folder)
        log = log_of(folder, options.epochs)
    epochs = options.at or options.epochs
    evaluation = log[epochs - 1].get("evaluation")
    if evaluation is None:
        sys.exit(f"quality: error: epoch {epochs} of {folder} was not evaluated")
    specks = specks_per_image(samples_of(options, recipe, seed))
    return evaluation, specks, sum(epoch["seconds"] for epoch in log[:epochs]) / 60


def row(name, runs, with_specks):
    evaluations = [evaluation for evaluation, _, _ in runs]

    def values(measure, scale=1):
        return [scale * evaluation[measure]["value"] for evaluation in evaluations]

    def mean(numbers, digits):
        return f"{statistics.mean(numbers):.{digits}f}"

    distances = values("frechet_distance")
    spread = f" ± {statistics.stdev(distances):.1f}" if len(distances) > 1 else ""
    shares = [100 * share for evaluation in evaluations for share in evaluation["class_shares"]]
    return [name, mean(distances, 1) + spread, ", ".join(f"{value:.1f}" for value in distances),
            mean(values("precision"), 2), mean(values("recall"), 2), mean(values("coverage"), 2),
            mean(values("low_confidence", 100), 0) + " %", f"{min(shares):.1f} to {max(shares):.1f} %",
            mean([specks for _, specks, _ in runs], 2) if with_specks else "-",
            mean([minutes for _, _, minutes in runs], 1)]


def tables(options):
    rows, classifiers = [], set()
    for recipe in options.recipes:
        runs = [measure(options, recipe, seed) for seed in options.seeds]
        classifiers |= {(run[0]["classifier"][:12], run[0]["samples"]["count"],
                         run[0]["reference"]["name"]) for run in runs}
        rows.append(row(recipe, runs, options.at in (None, options.epochs)))
    if len(classifiers) > 1:
        sys.exit(f"quality: error: not the same classifier, sample count or reference: {sorted(classifiers)}")
    classifier, count, reference = classifiers.pop()
    print_table(
        f"After {options.at or options.epochs} of {options.epochs} epochs, seeds"
        f" {', '.join(map(str, options.seeds))}; classifier {classifier}, {count} samples against {reference};"
        " means over the seeds, Fréchet distance with its standard deviation",
        ["recipe", "Fréchet distance", "of each seed", "precision", "recall", "coverage", "low-confidence",
         "shares of the digits", "specks an image", "minutes"], rows)
    if options.picture:
        real = training_images(options.data)[:SAMPLES].reshape(-1, 28, 28) / 127.5 - 1
        write_side_by_side(options.picture, [samples_of(options, recipe, options.seeds[0])
                                             for recipe in options.recipes] + [real])


def main():
    options = parse()
    if options.time_to:
        time_to(options)
    else:
        tables(options)


main()
