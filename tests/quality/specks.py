"""Noise dots around digits, which the tutorial's generator draws."""

import numpy as np

BRIGHT = -0.2  # in [-1, 1]; two fifths of white
DARK = -0.6  # a fifth of white


def specks_per_image(images):
    """Bright pixels whose eight neighbours are all dark, in [count, 28, 28] of [-1, 1]."""
    images = np.asarray(images, dtype=np.float32).reshape(len(images), 28, 28)
    framed = np.pad(images, ((0, 0), (1, 1), (1, 1)), constant_values=-1)
    neighbours = [framed[:, 1 + y:29 + y, 1 + x:29 + x]
                  for y in (-1, 0, 1) for x in (-1, 0, 1) if (y, x) != (0, 0)]
    return float(((images > BRIGHT) & (np.max(neighbours, axis=0) < DARK)).sum() / len(images))
