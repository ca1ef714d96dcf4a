"""How long each recipe takes, from the start of its process, to a Fréchet distance: run.sh --time-to."""

import json
import math
import os
import statistics
import subprocess
import sys
import time

from commands import evaluate, keras_command, read_lines, run, train_command
from text import print_table
from time_chart import write_chart


def distance_of(epoch):
    return epoch["evaluation"]["frechet_distance"]["value"]


def reached(log, distance):
    return bool(log) and "evaluation" in log[-1] and distance_of(log[-1]) <= distance


def time_of(curve, distance):
    """Of a curve that ends where it comes down to the distance; infinite where it does not."""
    seconds, last = curve[-1]
    return seconds if last <= distance else math.inf


def train_until(options, recipe, seed, folder):
    """The log of a training that is evaluated on the way, and stopped where it is good enough."""
    command = train_command(options, recipe, seed, options.epochs, folder)
    log = os.path.join(folder, "log.jsonl")
    process = subprocess.Popen([*command, "--evaluate-every", str(options.every)],
                               stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    while process.poll() is None:
        if reached(read_lines(log), options.time_to):
            process.terminate()
            process.wait()
            return read_lines(log)
        time.sleep(0.2)
    if process.returncode:
        sys.exit(f"quality: error: {' '.join(command)}: {process.stderr.read().strip()}")
    return read_lines(log)


def measure_gan(options, recipe, seed, folder):
    """Trains twice: evaluated, to find the epoch; then that many epochs, nothing else, by the clock."""
    log = train_until(options, recipe, seed, folder)
    distances = {epoch["epoch"]: distance_of(epoch) for epoch in log if "evaluation" in epoch}
    within = [epoch for epoch, distance in distances.items() if distance <= options.time_to]
    last = min(within, default=max(distances))
    start = time.perf_counter()
    run(train_command(options, recipe, seed, last, folder))
    seconds = time.perf_counter() - start
    again = evaluate(options, ["--checkpoint", os.path.join(folder, "gan_gen.pt")],
                     os.path.join(folder, "evaluation.json"))["frechet_distance"]["value"]
    if within and again > options.time_to:
        sys.exit(f"quality: error: {folder}: the same training gave {distances[last]:.2f}, then {again:.2f}")
    epochs = [epoch["seconds"] for epoch in read_lines(os.path.join(folder, "log.jsonl"))]
    besides = seconds - sum(epochs)  # the start, and the files at the end
    return [(besides + sum(epochs[:epoch]), distances[epoch]) for epoch in sorted(distances) if epoch <= last]


def measure_keras(options, seed, folder):
    """Keras draws and is evaluated with its clock stopped."""
    start = time.time()
    process = subprocess.Popen([*keras_command(options, seed, folder), "--as-written"], text=True,
                               stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    paused, points = 0, []
    for line in process.stdout:
        drawn = json.loads(line)
        stopped = time.time() - drawn["seconds"]
        distance = evaluate(options, ["--images", drawn["samples"]],
                            os.path.join(folder, "evaluation.json"))["frechet_distance"]["value"]
        points.append((stopped - paused - start, distance))
        print(f"quality: {points[-1][0]:.0f} s: {distance:.1f}", file=sys.stderr, flush=True)
        paused += time.time() - stopped
        if distance <= options.time_to:
            process.terminate()
            break
        process.stdin.write("\n")
        process.stdin.flush()
    if process.wait() not in (0, -15):
        sys.exit(f"quality: error: Keras ended with {process.returncode}")
    return points


def measure(options, recipe, seed):
    """(seconds since the start, Fréchet distance) of each evaluation."""
    folder = os.path.join(options.out, f"time to {options.time_to:g}", recipe, f"seed {seed}")
    result = os.path.join(folder, "points.json")
    if not os.path.exists(result):
        print(f"quality: {recipe}, seed {seed}", file=sys.stderr, flush=True)
        os.makedirs(folder, exist_ok=True)
        points = (measure_keras(options, seed, folder) if recipe == "keras"
                  else measure_gan(options, recipe, seed, folder))
        with open(result, "w", encoding="utf-8") as file:
            json.dump(points, file)
    with open(result, encoding="utf-8") as file:
        return json.load(file)


def duration(seconds):
    return f"{seconds:.0f} s" if seconds < 600 else f"{seconds / 60:.0f} min"


def row(options, recipe, curves, median, slowest):
    ends = [duration(curve[-1][0]) if math.isfinite(time_of(curve, options.time_to))
            else f"not in {duration(curve[-1][0])}" for curve in curves]
    return [recipe, *ends, ", ".join(str(options.every * len(curve)) for curve in curves),
            duration(median) if math.isfinite(median) else "-",
            f"{slowest / median:.1f}" if math.isfinite(slowest) else "-"]


def time_to(options):
    curves = {recipe: [measure(options, recipe, seed) for seed in options.seeds] for recipe in options.recipes}
    medians = {recipe: statistics.median(time_of(curve, options.time_to) for curve in runs)
               for recipe, runs in curves.items()}
    print_table(
        f"From the start of the process to a Fréchet distance of {options.time_to:g},"
        f" evaluated every {options.every} epochs",
        ["recipe", *(f"seed {seed}" for seed in options.seeds), "epochs", "median", "times as fast"],
        [row(options, recipe, runs, medians[recipe], max(medians.values()))
         for recipe, runs in curves.items()])
    if options.picture:
        write_chart(options.picture, curves, options.time_to)
