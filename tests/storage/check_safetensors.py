"""Exchanges files with the safetensors package.

Usage: check_safetensors.py FOLDER: ours.safetensors there must be what content.json says, which is
{"metadata": {...}, "tensors": {NAME: [DTYPE, SHAPE, BYTES IN HEXADECIMAL]}}. Writes the same content
to theirs.safetensors. Exits with 77 where the package is missing, with 1 where anything differs.
"""

import json
import pathlib
import sys

import numpy

try:
    import safetensors
    import safetensors.numpy
except ImportError as error:
    print(error)
    sys.exit(77)

TYPES = {"U8": numpy.uint8, "I64": numpy.int64, "F32": numpy.float32, "F64": numpy.float64}


def read(path):
    with safetensors.safe_open(path, framework="numpy") as file:
        metadata = file.metadata()
        tensors = {name: file.get_tensor(name) for name in file.keys()}
    types = {numpy.dtype(value): name for name, value in TYPES.items()}
    content = {
        name: [types[tensor.dtype], list(tensor.shape), tensor.tobytes().hex()]
        for name, tensor in tensors.items()
    }
    return {"metadata": metadata, "tensors": content}


def main():
    folder = pathlib.Path(sys.argv[1])
    expected = json.loads((folder / "content.json").read_text(encoding="utf-8"))
    ours = read(folder / "ours.safetensors")
    assert len(ours["metadata"].pop("sha256")) == 64
    assert ours == expected, f"{ours} is not {expected}"

    tensors = {
        name: numpy.frombuffer(bytes.fromhex(content), TYPES[dtype]).reshape(shape)
        for name, (dtype, shape, content) in expected["tensors"].items()
    }
    theirs = folder / "theirs.safetensors"
    safetensors.numpy.save_file(tensors, theirs, metadata=expected["metadata"])
    print(f"{len(tensors)} tensors, safetensors {safetensors.__version__}")


if __name__ == "__main__":
    main()
