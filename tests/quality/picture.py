"""Blocks of digits side by side, as a PNG."""

import struct
import zlib

import numpy as np

ROWS, COLUMNS = 7, 6
ZOOM = 2
GAP = 16  # between two blocks


def block(images):
    """The first of [count, 28, 28] in [-1, 1] as one picture, uint8."""
    pixels = np.clip(np.rint((np.asarray(images[:ROWS * COLUMNS]) + 1) * 127.5), 0, 255)
    grid = pixels.astype(np.uint8).reshape(ROWS, COLUMNS, 28, 28).transpose(0, 2, 1, 3)
    return grid.reshape(ROWS * 28, COLUMNS * 28).repeat(ZOOM, axis=0).repeat(ZOOM, axis=1)


def write_png(path, pixels):
    """Grayscale, uint8 [height, width]."""
    def chunk(kind, content):
        checked = kind + content
        return struct.pack(">I", len(content)) + checked + struct.pack(">I", zlib.crc32(checked))

    height, width = pixels.shape
    rows = np.hstack([np.zeros((height, 1), np.uint8), pixels])  # no filter
    with open(path, "wb") as file:
        file.write(b"\x89PNG\r\n\x1a\n"
                   + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0))
                   + chunk(b"IDAT", zlib.compress(rows.tobytes(), 9)) + chunk(b"IEND", b""))


def write_side_by_side(path, sets):
    blocks = [block(images) for images in sets]
    gap = np.full((blocks[0].shape[0], GAP), 255, np.uint8)
    write_png(path, np.hstack([part for each in blocks for part in (gap, each)][1:]))
