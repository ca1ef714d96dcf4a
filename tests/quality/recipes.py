"""What is trained: names, and the flags of gan train that they stand for."""

# What takes each ingredient of the quality preset out again: by the defaults.
WITHOUT = {
    "output filter": {"--output-filter": "none"},
    "shift": {"--shift": "0"},
    "average": {"--generator-average": "0"},
}

RECIPES = {"keras": {}, "tutorial": {}, "quality": {"--preset": "quality"}}
RECIPES["quality in bf16"] = RECIPES["quality"] | {"--precision": "bf16"}
RECIPES |= {f"without {name}": RECIPES["quality"] | flags for name, flags in WITHOUT.items()}

ABLATIONS = ["quality"] + [f"without {name}" for name in WITHOUT]
TIMED = ["keras", "quality", "quality in bf16"]
