"""The conversation of a contender written in Python with the driver (table.py)."""

import argparse
import gzip
import json
import sys
import time

import numpy as np

LATENT = 100
IMAGE = 784


def parser(description):
    """The flags that all peers share."""
    made = argparse.ArgumentParser(description=description)
    made.add_argument("--images", required=True, help="uncompressed IDX file")
    made.add_argument("--device", default="cpu")
    made.add_argument("--threads", type=int, default=1)
    made.add_argument("--batch-size", type=int, default=200)
    return made


def read_images(path):
    """uint8 [count, pixels]."""
    with gzip.open(path) if path.endswith(".gz") else open(path, "rb") as file:
        header = np.frombuffer(file.read(16), ">u4")
        return np.frombuffer(file.read(), np.uint8).reshape(int(header[1]), -1)


def peak_memory():
    """The highest resident memory so far, in KiB."""
    with open("/proc/self/status", encoding="ascii") as status:
        return next(int(line.split()[1]) for line in status if line.startswith("VmHWM:"))


def serve(run, weights, options):
    """Answers requests with run(iterations), which returns both losses of the last iteration."""
    facts = {"batch": options.batch_size, "weights": weights, "threads": options.threads}
    print("ready " + json.dumps(facts), flush=True)
    for line in sys.stdin:
        start = time.perf_counter()
        discriminator, generator = run(int(line))
        seconds = time.perf_counter() - start
        print(f"{seconds:.9f} {peak_memory()} {discriminator:.6f} {generator:.6f}", flush=True)
