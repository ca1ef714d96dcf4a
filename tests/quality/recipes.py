"""What is trained: names, and the flags of gan train that they stand for."""

# What takes each ingredient of the quality preset out again: by the defaults.
WITHOUT = {
    "output filter": {"--output-filter": "none"},
    "shift": {"--shift": "0"},
    "less dropout": {"--dropout": "0.25"},
    "beta1": {"--adam-beta1": "0.9"},
    "decay": {"--learning-rate-decay": "1"},
    "average": {"--generator-average": "0"},
}

RECIPES = {"keras": {}, "tutorial": {}, "quality": {"--preset": "quality"}}
RECIPES |= {f"without {name}": RECIPES["quality"] | flags for name, flags in WITHOUT.items()}

ABLATIONS = ["quality"] + [f"without {name}" for name in WITHOUT]


def flags_of(recipe, epochs, whole_decay):
    """The preset's step sizes end after 100 epochs; with `whole_decay`, after `epochs` as small."""
    flags = dict(RECIPES[recipe])
    if whole_decay and "--preset" in flags and "--learning-rate-decay" not in flags:
        flags["--learning-rate-decay"] = f"{0.98 ** (100 / epochs):.4f}"
    return [word for flag in flags.items() for word in flag]
