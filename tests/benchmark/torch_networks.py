"""The networks of torch_peer.py."""

from torch import nn
from torch.nn.utils.parametrizations import spectral_norm

import peer


def mlp_generator():
    def normalised(width):
        return nn.ReLU(), nn.BatchNorm1d(width, eps=1e-3, momentum=0.01)

    return nn.Sequential(
        nn.Linear(peer.LATENT, 256), *normalised(256),
        nn.Linear(256, 512), *normalised(512),
        nn.Linear(512, peer.IMAGE), nn.Tanh())


def mlp_discriminator():
    layers = []
    for inputs, outputs in [(peer.IMAGE, 1024), (1024, 512), (512, 256)]:
        layers += [nn.Linear(inputs, outputs), nn.ReLU(), nn.Dropout(0.25)]
    return nn.Sequential(*layers, nn.Linear(256, 1))


def start_as_gan_does(network):
    for module in network.modules():
        if isinstance(module, nn.Linear):
            nn.init.xavier_uniform_(module.weight)
            nn.init.zeros_(module.bias)
        elif isinstance(module, (nn.Conv2d, nn.ConvTranspose2d)):
            nn.init.normal_(module.weight, std=0.02)
            nn.init.zeros_(module.bias)


def dcgan_generator():
    def normalised(channels):
        return nn.BatchNorm2d(channels, eps=1e-3, momentum=0.2), nn.ReLU()

    return nn.Sequential(
        nn.Linear(peer.LATENT, 64 * 7 * 7), nn.Unflatten(1, (64, 7, 7)), *normalised(64),
        nn.ConvTranspose2d(64, 32, 4, 2, 1), *normalised(32),
        nn.ConvTranspose2d(32, 1, 4, 2, 1), nn.Tanh(), nn.Flatten())


def dcgan_discriminator():
    return nn.Sequential(
        nn.Unflatten(1, (1, 28, 28)),
        nn.Conv2d(1, 32, 4, 2, 1), nn.LeakyReLU(0.2),
        nn.Conv2d(32, 64, 4, 2, 1), nn.LeakyReLU(0.2),
        nn.Flatten(), nn.Linear(64 * 7 * 7, 1))


def made(architecture):
    """Generator and discriminator."""
    dcgan = architecture == "dcgan"
    networks = ((dcgan_generator(), dcgan_discriminator()) if dcgan else
                (mlp_generator(), mlp_discriminator()))
    for network in networks:
        start_as_gan_does(network)
    if dcgan:
        for module in list(networks[1]):
            if hasattr(module, "weight"):
                spectral_norm(module)
    return networks


# Of Adam, as gan has them.
RECIPES = {"mlp": {"lr": 1e-3, "eps": 1e-7},
           "dcgan": {"lr": 2e-4, "betas": (0.5, 0.999), "eps": 1e-7}}
