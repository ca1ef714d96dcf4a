"""The same training in Python PyTorch: eager, fused, compile or reduce-overhead.

Each mode adds to the one before: PyTorch's fused Adam, torch.compile of forward and loss, and its
mode "reduce-overhead" (CUDA graphs). With WORLD_SIZE and its like in the environment, the modes eager
and fused train in several processes by DistributedDataParallel, where each normalises by its own part
of the batch.
"""

import os

import torch
import torch.distributed
import torch.nn.functional as F
from torch.nn.parallel import DistributedDataParallel

import peer
import torch_networks


class Training:
    def __init__(self, images, mode, architecture, batch, device):
        self.processes = int(os.environ.get("WORLD_SIZE", "1"))
        self.batch, self.device = batch // self.processes, device
        self.fakes_by_batch = architecture == "dcgan"
        self.keeps_losses = mode == "reduce-overhead"
        self.images = (torch.from_numpy(images.copy()).to(device).float() - 127.5) / 127.5
        self.generator, self.discriminator = (
            network.to(device) for network in torch_networks.made(architecture))
        settings = torch_networks.RECIPES[architecture] | {"fused": mode != "eager"}
        self.generator_adam = torch.optim.Adam(self.generator.parameters(), **settings)
        self.discriminator_adam = torch.optim.Adam(self.discriminator.parameters(), **settings)
        self.learning_generator, self.learning_discriminator = self.generator, self.discriminator
        if self.processes > 1:
            torch.distributed.init_process_group("gloo")
            self.learning_generator, self.learning_discriminator = (
                DistributedDataParallel(network, gradient_as_bucket_view=True)
                for network in (self.generator, self.discriminator))
        self.real = torch.ones(self.batch, 1, device=device)
        self.fake = torch.zeros(self.batch, 1, device=device)
        if mode == "compile":
            self.discriminator_loss = torch.compile(self.discriminator_loss)
            self.generator_loss = torch.compile(self.generator_loss)
        elif mode == "reduce-overhead":
            self.discriminator_loss = torch.compile(self.discriminator_loss, mode=mode)
            self.generator_loss = torch.compile(self.generator_loss, mode=mode)

    def discriminator_loss(self, images, target):
        return F.binary_cross_entropy_with_logits(self.learning_discriminator(images), target)

    def generator_loss(self, latents):
        logits = self.discriminator(self.learning_generator(latents))
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
            self.generator.train(self.fakes_by_batch)
            fakes = self.generator(self.latents())
            self.generator.train()

        losses = []
        for optimizer, loss, inputs in [
                (self.discriminator_adam, self.discriminator_loss, (images, self.real)),
                (self.discriminator_adam, self.discriminator_loss, (fakes, self.fake)),
                (self.generator_adam, self.generator_loss, None)]:
            if self.processes > 1:  # gradients that nobody uses would be exchanged
                self.discriminator.requires_grad_(optimizer is self.discriminator_adam)
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
    parser.add_argument("--architecture", choices=["mlp", "dcgan"], default="mlp")
    parser.add_argument("--tf32", action="store_true")
    options = parser.parse_args()
    torch.manual_seed(0)
    torch.set_num_threads(options.threads)
    if options.tf32:
        torch.set_float32_matmul_precision("high")
    training = Training(peer.read_images(options.images), options.mode,
                        options.architecture, options.batch_size, torch.device(options.device))
    peer.serve(training.run, training.weights(), options)


main()
