"""Loads our TorchScript files as any Python program would.

Usage: check_torchscript.py FOLDER: for each NAME.pt there, NAME.in holds the input and NAME.out our
own output, both bare float32 numbers. Conditional networks got all classes in turn. Prints a line a file; exits with 1 where anything differs.
"""

import json
import pathlib
import sys

import torch

ROWS = 6


def read(path):
    return torch.frombuffer(bytearray(path.read_bytes()), dtype=torch.float32).reshape(ROWS, -1)


def expect(condition, what):
    if not condition:
        raise AssertionError(what)


def check(path):
    module = torch.jit.load(str(path))
    inputs, expected = read(path.with_suffix(".in")), read(path.with_suffix(".out"))
    expect(not module.training, "saved in inference mode")
    expect(isinstance(json.loads(module.options), dict), "options are a JSON object")
    options = json.loads(module.options)
    image = (module.image_channels, module.image_height, module.image_width)
    values = image[0] * image[1] * image[2]

    classes = getattr(module, "classes", [])
    expect(all(isinstance(name, str) for name in classes), "classes are texts")
    labels = [torch.arange(ROWS) % len(classes)] if classes else []

    with torch.no_grad():
        outputs = module(inputs, *labels)
        if module.format == "gan.generator" and module.architecture != "mlp":
            expect(outputs.shape == (ROWS, *image), f"images of shape {tuple(outputs.shape)}")
        outputs = outputs.flatten(1)
        difference = (outputs - expected).abs().max().item()
        expect(outputs.shape == expected.shape, f"shape {tuple(outputs.shape)}")
        expect(difference < 1e-6, f"difference {difference}")

        if module.format == "gan.generator":
            expect(inputs.shape[1] == module.latent_dim, "latent_dim")
            expect(outputs.shape[1] == values, "image size")
        else:
            expect(module.format == "gan.discriminator", f"format {module.format}")
            expect(inputs.shape[1] == values, "image size")
            expect(torch.equal(module.probability(inputs, *labels), torch.sigmoid(outputs)), "probability")
            images = inputs.reshape(ROWS, *image)
            expect(torch.equal(module(images, *labels), outputs), "images as rows of pixels")

        module.train()
        torch.manual_seed(0)
        changes = module.format == "gan.generator" or options.get("dropout", 0) > 0
        trained = module(inputs, *labels).flatten(1)
        expect(torch.equal(trained, outputs) != changes, "what training mode changes")
    module(inputs, *labels).sum().backward()
    expect(all(p.grad is not None for p in module.parameters()), "parameters can be trained")
    return difference


def main():
    paths = sorted(pathlib.Path(sys.argv[1]).glob("*.pt"))
    failures = 0
    for path in paths:
        try:
            print(f"{path.stem}: within {check(path):.1e}")
        except Exception as error:  # each file is told, whatever is wrong with it
            print(f"{path.stem}: {type(error).__name__}: {error}")
            failures += 1
    print(f"{len(paths)} files")
    return 1 if failures or not paths else 0


if __name__ == "__main__":
    sys.exit(main())
