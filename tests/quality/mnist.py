"""MNIST's training images, from where gan train finds them."""

import glob
import os
import sys

sys.path.append(os.path.join(os.path.dirname(os.path.realpath(__file__)), "..", "benchmark"))
import peer  # noqa: E402


def training_images(folder):
    """uint8 [count, pixels]; `folder` as in gan train --data, or None."""
    cache = os.environ.get("XDG_CACHE_HOME", os.path.expanduser("~/.cache"))
    for place in [folder] if folder else [os.environ.get("MNIST_DIR", ""), cache + "/gan/mnist"]:
        for path in glob.glob(os.path.join(place, "train-images*")):
            return peer.read_images(path)
    raise SystemExit("quality: error: no train-images* in --data, $MNIST_DIR or the cache")
