"""Makes TorchScript files as other people's programs make them, good generators and others.

Usage: make_torchscript.py FOLDER: writes NAME.pt and, for the good ones, the latents NAME.in and the
images NAME.out, both bare float32 numbers.
"""

import pathlib
import sys
from typing import List, Tuple

import torch
from torch import Tensor, nn

ROWS = 6


class Flat(nn.Module):
    """A generator with dropout and batch normalisation, so that the mode matters."""

    def __init__(self, latent_dim=100, pixels=784):
        super().__init__()
        self.layers = nn.Sequential(nn.Linear(latent_dim, 32), nn.ReLU(), nn.BatchNorm1d(32),
                                    nn.Dropout(0.5), nn.Linear(32, pixels), nn.Tanh())

    def forward(self, x: Tensor) -> Tensor:
        return self.layers(x)


class Shaped(Flat):
    def __init__(self, sizes: List[int], latent_dim=100):
        pixels = 1
        for size in sizes:
            pixels *= size
        super().__init__(latent_dim, pixels)
        self.sizes = sizes

    def forward(self, x: Tensor) -> Tensor:
        return self.layers(x).reshape([x.shape[0]] + self.sizes)


class Described(Flat):
    latent_dim: int

    def __init__(self):
        super().__init__(7)
        self.latent_dim = 7


class Transposed(Flat):
    """Gives images whose rows do not lie one after another in memory."""

    def forward(self, x: Tensor) -> Tensor:
        return self.layers(x).reshape(-1, 28, 28).transpose(1, 2)


class Double(Flat):
    def forward(self, x: Tensor) -> Tensor:
        return self.layers(x).double()


class Convolutional(nn.Module):
    """DCGAN's way: latents as images of one pixel."""

    def __init__(self):
        super().__init__()
        self.layers = nn.Sequential(nn.ConvTranspose2d(100, 8, 7), nn.BatchNorm2d(8), nn.ReLU(),
                                    nn.ConvTranspose2d(8, 4, 4, 2, 1), nn.ReLU(),
                                    nn.ConvTranspose2d(4, 1, 4, 2, 1), nn.Tanh())

    def forward(self, x: Tensor) -> Tensor:
        return self.layers(x)


class TwoOutputs(Flat):
    def forward(self, x: Tensor) -> Tuple[Tensor, Tensor]:
        return self.layers(x), x


class OneForAll(Flat):
    def forward(self, x: Tensor) -> Tensor:
        return self.layers(x)[:1]


class Raising(Flat):
    def forward(self, x: Tensor) -> Tensor:
        if x.dim() > 0:
            raise RuntimeError("the generator\nis asleep")
        return x


class WithoutForward(nn.Module):
    @torch.jit.export
    def draw(self, x: Tensor) -> Tensor:
        return x


def save_good(folder, name, module, script, latents):
    with torch.no_grad():
        module.train()
        for _ in range(3):
            module(latents * 1.5 + 0.2)
        module.eval()
        images = module(latents)
    (folder / f"{name}.in").write_bytes(latents.contiguous().numpy().tobytes())
    (folder / f"{name}.out").write_bytes(images.float().contiguous().numpy().tobytes())
    torch.jit.save(script(module), str(folder / f"{name}.pt"))


class NotFinite(nn.Module):
    def forward(self, x):
        return x[:, :49] / 0.0


class Complex(nn.Module):
    def forward(self, x):
        return torch.complex(x[:, :49], x[:, :49])


def main():
    folder = pathlib.Path(sys.argv[1])
    torch.manual_seed(0)
    latents = torch.randn(ROWS, 100)

    def trace(module):
        return torch.jit.trace(module, latents)

    def script_in_training(module):
        return torch.jit.script(module.train())

    save_good(folder, "traced-flat", Flat(), trace, latents)
    save_good(folder, "scripted-flat", Flat(), torch.jit.script, latents)
    save_good(folder, "scripted-nchw", Shaped([1, 28, 28]), torch.jit.script, latents)
    save_good(folder, "traced-nchw", Shaped([1, 28, 28]), trace, latents)
    save_good(folder, "traced-nhw", Shaped([28, 28]), trace, latents)
    save_good(folder, "one-image-wide", Shaped([1, 1]), trace, latents)
    save_good(folder, "frozen", Flat(), lambda m: torch.jit.freeze(torch.jit.script(m)), latents)
    save_good(folder, "saved-in-training", Flat(), script_in_training, latents)
    save_good(folder, "transposed", Transposed(), torch.jit.script, latents)
    save_good(folder, "double", Double(), torch.jit.script, latents)
    save_good(folder, "described", Described(), torch.jit.script, latents[:, :7])
    small = latents[:, :64]
    save_good(folder, "latent64-32x20", Flat(64, 640), torch.jit.script, small)
    save_good(folder, "latent64-1x32x20", Shaped([1, 32, 20], 64), torch.jit.script, small)
    save_good(folder, "dcgan", Convolutional(), torch.jit.script, latents[:, :, None, None])
    save_good(folder, "dcgan-traced", Convolutional(),
              lambda m: torch.jit.trace(m, latents[:, :, None, None]), latents[:, :, None, None])

    bad = {"two-outputs": TwoOutputs(), "colour": Shaped([3, 28, 28]), "one-for-all": OneForAll(),
           "not-finite": NotFinite(), "complex": Complex(),
           "not-square": Flat(pixels=640), "raising": Raising(), "five-sizes": Shaped([1, 1, 4, 4])}
    for name, module in bad.items():
        torch.jit.save(torch.jit.script(module.eval()), str(folder / f"{name}.pt"))
    torch.jit.save(torch.jit.script(WithoutForward()), str(folder / "without-forward.pt"))
    torch.save(Flat().state_dict(), folder / "state-dict.pt")
    torch.save(Flat().state_dict(), folder / "old-state-dict.pt",
               _use_new_zipfile_serialization=False)
    torch.save(latents, folder / "tensor.pt")


if __name__ == "__main__":
    main()
