"""Trains the tutorial in Keras and saves images that its generator draws on the way."""

import argparse
import json
import os
import sys
import time

from mnist import training_images  # also leads to the folder of the next
import keras_peer
import numpy as np
import peer
import tensorflow as tf

BATCH, ITERATIONS = 200, 300
SAMPLES = 10000


def parse():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", help="folder with MNIST's IDX files (default: that of gan train)")
    parser.add_argument("--seed", type=int, required=True)
    parser.add_argument("--epochs", type=int, required=True)
    parser.add_argument("--every", type=int, required=True, help="epochs between two sets of images")
    parser.add_argument("--threads", type=int, default=0, help="0: one per core")
    parser.add_argument("--out", required=True)
    parser.add_argument("--as-written", action="store_true",
                        help="draw by predict, as the tutorial does; tell of each set of images, and go"
                        " on when a line comes back")
    return parser.parse_args()


def save_samples(training, path):
    latents = np.random.default_rng(1).standard_normal((SAMPLES, peer.LATENT), dtype=np.float32)
    images = training.generator(latents, training=False).numpy()
    np.save(path, images.reshape(SAMPLES, 28, 28))


def main():
    options = parse()
    keras_peer.choose_device("cpu", options.threads)
    np.random.seed(options.seed)
    tf.random.set_seed(options.seed)
    # Called directly, the generator draws what it draws by predict, in less time.
    training = keras_peer.Training(training_images(options.data), BATCH, predicts=options.as_written)
    with open(os.path.join(options.out, "keras.jsonl"), "w", encoding="utf-8") as log:
        for epoch in range(1, options.epochs + 1):
            start = time.perf_counter()
            discriminator, generator = training.run(ITERATIONS)
            line = {"epoch": epoch, "last_discriminator_loss": float(discriminator),
                    "last_generator_loss": float(generator),
                    "seconds": time.perf_counter() - start}
            print(json.dumps(line), file=log, flush=True)
            if epoch % options.every == 0:
                path = os.path.join(options.out, f"samples-{epoch}.npy")
                start = time.perf_counter()
                save_samples(training, path)
                if options.as_written:
                    print(json.dumps({"samples": path, "seconds": time.perf_counter() - start}), flush=True)
                    sys.stdin.readline()
                    os.remove(path)


main()
