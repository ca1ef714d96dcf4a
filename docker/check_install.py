"""Exits with 1 unless every file of the installed packages is there with its recorded size.

Checks the packages named as arguments, or else all of this Python's environment.
"""

import importlib.metadata
import os
import sys

# Wheels that were changed after their record was written: of these only what is missing is noticed.
WRONG_SIZES = {"tensorflow_cpu"}


def complete(distribution):
    if distribution.files is None:
        return False
    for file in distribution.files:
        if file.suffix == ".pyc":  # Python writes and removes these itself.
            continue
        try:
            size = os.stat(file.locate()).st_size
        except FileNotFoundError:
            return False
        if distribution.name not in WRONG_SIZES and file.size not in (None, size):
            return False
    return True


if len(sys.argv) > 1:
    installed = [importlib.metadata.distribution(name) for name in sys.argv[1:]]
else:
    installed = list(importlib.metadata.distributions())
sys.exit(not (installed and all(complete(d) for d in installed)))
