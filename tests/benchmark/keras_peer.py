"""The tutorial as it is written, in Keras 2 semantics (tf_keras), with predict or without."""

import os

os.environ.setdefault("TF_USE_LEGACY_KERAS", "1")
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

import numpy as np
import tensorflow as tf
from tf_keras.layers import BatchNormalization, Dense, Dropout, Input
from tf_keras.models import Model, Sequential

import peer


class Training:
    def __init__(self, images, batch, predicts):
        self.batch, self.predicts = batch, predicts
        self.images = (images.astype("float32") - 127.5) / 127.5
        self.real, self.fake = np.ones((batch, 1)), np.zeros((batch, 1))
        self.generator = Sequential([
            Dense(256, input_dim=peer.LATENT, activation="relu"), BatchNormalization(),
            Dense(512, activation="relu"), BatchNormalization(),
            Dense(peer.IMAGE, activation="tanh")])
        self.discriminator = Sequential([
            Dense(1024, input_dim=peer.IMAGE, activation="relu"), Dropout(0.25),
            Dense(512, activation="relu"), Dropout(0.25),
            Dense(256, activation="relu"), Dropout(0.25),
            Dense(1, activation="sigmoid")])
        self.weights = sum(int(tf.size(weight)) for network in (self.generator, self.discriminator)
                           for weight in network.trainable_weights)
        self.discriminator.compile(loss="binary_crossentropy", optimizer="adam")
        self.discriminator.trainable = False
        latents = Input(shape=(peer.LATENT,))
        self.both = Model(inputs=latents, outputs=self.discriminator(self.generator(latents)))
        self.both.compile(loss="binary_crossentropy", optimizer="adam")

    def latents(self):
        return np.random.normal(0, 1, (self.batch, peer.LATENT))

    def fakes(self):
        if self.predicts:
            return self.generator.predict(self.latents(), verbose=0)
        return self.generator(self.latents(), training=False).numpy()

    def run(self, iterations):
        for _ in range(iterations):
            images = self.images[np.random.randint(0, len(self.images), self.batch)]
            fakes = self.fakes()
            real = self.discriminator.train_on_batch(images, self.real)
            fake = self.discriminator.train_on_batch(fakes, self.fake)
            generated = self.both.train_on_batch(self.latents(), self.real)
        return (real + fake) / 2, generated


def choose_device(device, threads):
    tf.config.threading.set_intra_op_parallelism_threads(threads)
    if device == "cpu":
        tf.config.set_visible_devices([], "GPU")
    elif not tf.config.list_physical_devices("GPU"):
        raise SystemExit("this TensorFlow finds no GPU")


def main():
    parser = peer.parser(__doc__)
    parser.add_argument("--predict", action="store_true")
    options = parser.parse_args()
    choose_device(options.device, options.threads)
    np.random.seed(0)
    tf.random.set_seed(0)
    training = Training(peer.read_images(options.images), options.batch_size, options.predict)
    peer.serve(training.run, training.weights, options)


if __name__ == "__main__":
    main()
