"""The programs that are measured: how each is started, and the conversation with it."""

import collections
import dataclasses
import json
import math
import os
import socket
import subprocess
import tempfile

# SECONDS are per iteration, PEAK in MiB, the losses of the request's last iteration.
Answer = collections.namedtuple("Answer", "seconds peak discriminator generator")

SETTLED = 100  # iterations after which losses are held against what is usual

FOLDER = os.path.dirname(os.path.realpath(__file__))


class Failure(Exception):
    """What ends the benchmark, in one line."""


@dataclasses.dataclass
class Contender:
    name: str
    command: list
    kind: str  # "products", "gan" or "peer"
    missing: str = ""  # why it cannot be run; else empty
    required: bool = False
    has_tutorial_networks: bool = True
    processes: int = 1


def launch_variables(rank, processes, port):
    """What a launcher tells each process; nothing to one that is alone."""
    if processes == 1:
        return {}
    return {"RANK": str(rank), "WORLD_SIZE": str(processes), "LOCAL_RANK": str(rank),
            "MASTER_ADDR": "127.0.0.1", "MASTER_PORT": str(port)}


def free_port():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


class Process:
    def __init__(self, name, command, variables):
        self.name = name
        self.errors = tempfile.TemporaryFile("w+", errors="replace")
        try:
            self.process = subprocess.Popen(
                command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=self.errors,
                text=True, env={**os.environ, **variables})
        except OSError as error:
            raise Failure(f"{name}: {error}") from error

    def line(self):
        line = self.process.stdout.readline()
        if line:
            return line
        self.process.wait()
        self.errors.seek(0)
        said = [text.strip() for text in self.errors if text.strip()]
        reason = said[-1] if said else f"ended with {self.process.returncode}"
        raise Failure(f"{self.name}: {reason}")

    def ask(self, iterations):
        try:
            self.process.stdin.write(f"{iterations}\n")
            self.process.stdin.flush()
        except BrokenPipeError:
            pass  # line() tells why

    def close(self):
        if self.process.poll() is None:
            self.process.stdin.close()
            try:
                self.process.wait(timeout=5)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()
        self.errors.close()


class Running:
    """A resident contender. Request by request, it trains on."""

    def __init__(self, contender):
        self.name, self.kind = contender.name, contender.kind
        self.has_tutorial_networks = contender.has_tutorial_networks
        self.trained = 0  # iterations so far
        count, port = contender.processes, free_port()
        self.processes = [
            Process(contender.name, contender.command, launch_variables(rank, count, port))
            for rank in range(count)]
        try:
            told = [json.loads(one.line().removeprefix("ready ")) for one in self.processes]
        except Failure:
            self.close()
            raise
        self.facts = {**told[0], "threads": sum(facts["threads"] for facts in told)}

    def request(self, iterations):
        """An answer for all processes together."""
        for one in self.processes:
            one.ask(iterations)
        told = [[float(word) for word in one.line().split()] for one in self.processes]
        seconds, peak = max(words[0] for words in told), sum(words[1] for words in told)
        answer = Answer(seconds / iterations, peak / 1024, *told[0][2:])
        self.trained += iterations
        if self.facts["weights"]:
            self.check_losses(answer)
        return answer

    def check_losses(self, answer):
        """Finite always; once a training is on its way, what the tutorial's networks have while
        they train: one that does other work is outside soon."""
        losses = answer.discriminator, answer.generator
        plausible = all(math.isfinite(loss) and loss >= 0 for loss in losses)
        if self.has_tutorial_networks and self.trained >= SETTLED:
            plausible = plausible and losses[0] < 3 and 0.05 < losses[1] < 60
        if not plausible:
            raise Failure(f"{self.name}: implausible losses after {self.trained} iterations:"
                          f" discriminator {losses[0]}, generator {losses[1]}")

    def close(self):
        for one in self.processes:
            one.close()


def check_same_work(running):
    trained = [one for one in running if one.facts["weights"]]
    for fact in ("batch", "weights", "threads"):
        for one in trained[1:]:
            ours, theirs = trained[0].facts[fact], one.facts[fact]
            if ours != theirs:
                raise Failure(f"{one.name} does other work than {trained[0].name}:"
                              f" {fact} {theirs}, not {ours}")


def native(program, options, *flags):
    """The command of one of our own programs."""
    return [os.path.join(options.build, f"benchmark_{program}"), "--device", options.device,
            "--threads", str(options.threads), *flags]


def gan(options, data, *flags):
    return native("iteration", options, "--dataset", "auto", "--data", data, *flags)


def all_contenders(options, data):
    """`data`: the folder with the images as an uncompressed IDX file."""
    batch = ["--batch-size", str(options.batch_size)]
    products = native("products", options, *batch)
    trainer = gan(options, data, *batch)
    made = [
        Contender("products", products + ["--type", "tf32" if options.tf32 else "float32"],
                  "products", required=True),
        Contender("products bf16", products + ["--type", "bf16"], "products"),
        Contender("gan", trainer, "gan", required=True),
        Contender("gan --fast off", trainer + ["--fast", "off"], "gan"),
        Contender("gan --precision bf16", trainer + ["--precision", "bf16"], "gan"),
    ]
    if options.device != "cpu":
        made.append(Contender("gan --precision tf32", trainer + ["--precision", "tf32"], "gan"))
    shared = ["--images", os.path.join(data, "train-images-idx3-ubyte"), *batch,
              "--device", options.device, "--threads", str(options.threads)]
    modes = ["eager", "fused", "compile"]
    if options.device != "cpu":
        modes.append("reduce-overhead")
    for mode in modes:
        made.append(Contender(
            f"PyTorch {mode}",
            [options.torch_python, os.path.join(FOLDER, "torch_peer.py"), *shared, "--mode", mode]
            + ["--tf32"] * options.tf32,
            "peer", "" if options.torch_python else "not installed"))
    for name, flags in [("Keras", []), ("Keras with predict", ["--predict"])]:
        made.append(Contender(
            name,
            [options.keras_python, os.path.join(FOLDER, "keras_peer.py"), *shared, *flags],
            "peer", "" if options.keras_python else options.keras_missing))
    return made
