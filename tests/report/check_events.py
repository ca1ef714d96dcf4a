"""Reads a run's event file with TensorBoard's own reader.

Usage: check_events.py RUN: RUN/tensorboard must say what RUN/log.jsonl and RUN/samples/epoch-*.png
say. Exits with 77 where TensorBoard is missing, with 1 where anything differs.
"""

import json
import math
import pathlib
import struct
import sys

try:
    from tensorboard import version
    from tensorboard.backend.event_processing.event_accumulator import EventAccumulator
except ImportError as error:
    print(error)
    sys.exit(77)

LOSSES = {
    "loss/discriminator": "discriminator_loss",
    "loss/discriminator_real": "discriminator_loss_real",
    "loss/discriminator_fake": "discriminator_loss_fake",
    "loss/generator": "generator_loss",
    "last_loss/discriminator": "last_discriminator_loss",
    "last_loss/generator": "last_generator_loss",
    "speed/seconds": "seconds",
    "speed/images_per_second": "images_per_second",
}
MEASURES = (
    "frechet_distance kernel_distance classifier_score precision recall density coverage "
    "class_distance low_confidence nearest_distance"
).split()
NUMBERS = ["modes", "nearest_smallest"]


def float32(value):
    return struct.unpack("<f", struct.pack("<f", math.nan if value is None else value))[0]


def expected_scalars(log):
    scalars = {}

    def add(tag, epoch, value):
        scalars.setdefault(tag, []).append((epoch["epoch"], float32(value)))

    for epoch in log:
        for tag, name in LOSSES.items():
            add(tag, epoch, epoch[name])
        evaluation = epoch.get("evaluation")
        if evaluation is None:
            continue
        for name in MEASURES:
            add("quality/" + name, epoch, evaluation[name]["value"])
        for end in ("low", "high"):
            add("quality/frechet_distance_" + end, epoch, evaluation["frechet_distance"][end])
        for name in NUMBERS:
            add("quality/" + name, epoch, evaluation[name])
        for index, share in enumerate(evaluation["class_shares"]):
            add(f"class_share/{index}", epoch, share)
    return scalars


def main():
    run = pathlib.Path(sys.argv[1])
    lines = (run / "log.jsonl").read_text(encoding="utf-8").splitlines()
    expected = expected_scalars([json.loads(line) for line in lines])
    reader = EventAccumulator(str(run / "tensorboard"), size_guidance={"scalars": 0, "images": 0})
    reader.Reload()

    tags = reader.Tags()
    assert sorted(tags["scalars"]) == sorted(expected), tags["scalars"]
    for tag, points in expected.items():
        events = reader.Scalars(tag)
        found = [(event.step, event.value) for event in events]
        assert repr(found) == repr(points), f"{tag}: {found} is not {points}"
        times = [event.wall_time for event in events]
        assert times == sorted(times) and times[0] > 1.7e9, times

    images = {event.step: event for tag in tags["images"] for event in reader.Images(tag)}
    samples = {int(path.stem[6:]): path.read_bytes() for path in run.glob("samples/epoch-*.png")}
    assert images.keys() == samples.keys(), f"{sorted(images)} is not {sorted(samples)}"
    for step, png in samples.items():
        image = images[step]
        size = struct.unpack(">II", png[16:24])
        assert (image.width, image.height) == size, f"{image.width} x {image.height}, not {size}"
        assert image.encoded_image_string == png, f"the sample of epoch {step} is another one"
    print(f"{len(lines)} epochs, {len(expected)} scalars, {len(samples)} images, {version.VERSION}")


if __name__ == "__main__":
    main()
