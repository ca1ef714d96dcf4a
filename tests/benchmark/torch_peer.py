"""The same training in Python PyTorch: eager, fused, compile or reduce-overhead.

Each mode adds to the one before: PyTorch's fused Adam, torch.compile of forward and loss, and its
mode "reduce-overhead" (CUDA graphs).
"""

import torch
import torch.nn.functional as F
from torch import nn

import peer


def generator():
    def normalised(width):
        return nn.ReLU(), nn.BatchNorm1d(width, eps=1e-3, momentum=0.01)

    return nn.Sequential(
        nn.Linear(peer.LATENT, 256), *normalised(256),
        nn.Linear(256, 512), *normalised(512),
        nn.Linear(512, peer.IMAGE), nn.Tanh())


def discriminator():
    layers = []
    for inputs, outputs in [(peer.IMAGE, 1024), (1024, 512), (512, 256)]:
        layers += [nn.Linear(inputs, outputs), nn.ReLU(), nn.Dropout(0.25)]
    return nn.Sequential(*layers, nn.Linear(256, 1))


def start_as_keras_does(network):
    for module in network.modules():
        if isinstance(module, nn.Linear):
            nn.init.xavier_uniform_(module.weight)
            nn.init.zeros_(module.bias)


class Training:
    def __init__(self, images, mode, batch, device):
        self.batch, self.device = batch, device
        self.keeps_losses = mode == "reduce-overhead"
        self.images = (torch.from_numpy(images.copy()).to(device).float() - 127.5) / 127.5
        self.generator, self.discriminator = generator().to(device), discriminator().to(device)
        start_as_keras_does(self.generator)
        start_as_keras_does(self.discriminator)
        settings = {"lr": 1e-3, "eps": 1e-7}
        if mode != "eager":
            settings["fused"] = True
        self.generator_adam = torch.optim.Adam(self.generator.parameters(), **settings)
        self.discriminator_adam = torch.optim.Adam(self.discriminator.parameters(), **settings)
        self.real = torch.ones(batch, 1, device=device)
        self.fake = torch.zeros(batch, 1, device=device)
        if mode == "compile":
            self.discriminator_loss = torch.compile(self.discriminator_loss)
            self.generator_loss = torch.compile(self.generator_loss)
        elif mode == "reduce-overhead":
            self.discriminator_loss = torch.compile(self.discriminator_loss, mode=mode)
            self.generator_loss = torch.compile(self.generator_loss, mode=mode)

    def discriminator_loss(self, images, target):
        return F.binary_cross_entropy_with_logits(self.discriminator(images), target)

    def generator_loss(self, latents):
        logits = self.discriminator(self.generator(latents))
        return F.binary_cross_entropy_with_logits(logits, self.real)

    def latents(self):
        return torch.randn(self.batch, peer.LATENT, device=self.device)

    def step(self, optimizer, loss, *inputs):
        optimizer.zero_grad()
        if self.keeps_losses:  # a replay must not add to gradients that it has overwritten
            self.discriminator_adam.zero_grad()
            torch.compiler.cudagraph_mark_step_begin()
        value = loss(*inputs)
        value.backward()
        optimizer.step()
        return value

    def iteration(self, last):
        chosen = torch.randint(0, len(self.images), (self.batch,), device=self.device)
        images = self.images[chosen]
        with torch.no_grad():
            self.generator.eval()
            fakes = self.generator(self.latents())
            self.generator.train()

        losses = []
        for optimizer, loss, inputs in [
                (self.discriminator_adam, self.discriminator_loss, (images, self.real)),
                (self.discriminator_adam, self.discriminator_loss, (fakes, self.fake)),
                (self.generator_adam, self.generator_loss, None)]:
            value = self.step(optimizer, loss, *(inputs or (self.latents(),)))
            # The next replay of the CUDA graph overwrites its output.
            losses.append(value.detach().clone() if last and self.keeps_losses else value)
        return losses

    def run(self, iterations):
        for left in range(iterations, 0, -1):
            losses = self.iteration(last=left == 1)
        real, fake, generated = (float(loss.detach()) for loss in losses)
        if self.device.type == "cuda":
            torch.cuda.synchronize()
        return (real + fake) / 2, generated

    def weights(self):
        return sum(parameter.numel() for network in (self.generator, self.discriminator)
                   for parameter in network.parameters())


def main():
    parser = peer.parser(__doc__)
    parser.add_argument("--mode", required=True,
                        choices=["eager", "fused", "compile", "reduce-overhead"])
    parser.add_argument("--tf32", action="store_true")
    options = parser.parse_args()
    torch.manual_seed(0)
    torch.set_num_threads(options.threads)
    if options.tf32:
        torch.set_float32_matmul_precision("high")
    training = Training(peer.read_images(options.images), options.mode, options.batch_size,
                        torch.device(options.device))
    peer.serve(training.run, training.weights(), options)


main()
