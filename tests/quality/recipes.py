"""What is trained: names, and the flags of gan train that they stand for."""

# Each ingredient of the quality preset, and the flags that take it out again.
INGREDIENTS = {
    "output filter": ["--output-filter", "none"],
    "shift": ["--shift", "0"],
    "less dropout": ["--dropout", "0.25"],
    "Adam's beta1": ["--adam-beta1", "0.9"],
    "decay": ["--learning-rate-decay", "1"],
    "average": ["--generator-average", "0"],
}

RECIPES = {"tutorial": [], "quality": ["--preset", "quality"], "keras": []}
RECIPES |= {f"without {name}": ["--preset", "quality", *flags]
            for name, flags in INGREDIENTS.items()}


def ablations():
    return [f"without {name}" for name in INGREDIENTS]
