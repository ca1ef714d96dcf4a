"""The driver of the benchmark: starts the contenders, measures them in turns, prints the tables."""

import argparse
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile

import busy
import growth
import processes
import programs
import rounds
from contenders import Failure, all_contenders
from targets import print_targets
from text import say


class Parser(argparse.ArgumentParser):
    def error(self, message):
        self.exit(2, f"benchmark: error: {message} (--help lists the flags)\n")


def at_least(least):
    def count(text):
        if not re.fullmatch("[0-9]{1,9}", text) or int(text) < least:
            raise argparse.ArgumentTypeError(f"expected a number from {least}, found '{text}'")
        return int(text)
    return count


def device(text):
    if not re.fullmatch(r"cpu|cuda(:[0-9]{1,3})?", text):
        raise argparse.ArgumentTypeError(f"expected cpu, cuda or cuda:N, found '{text}'")
    return text


def read_flags():
    parser = Parser(
        prog="tests/benchmark/run.sh", allow_abbrev=False,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        description="Sets up, builds, and measures gan beside its peers, in one run and in"
        " interleaved rounds.\nTables go to standard output as Markdown, progress to standard"
        " error.",
        epilog="Images: $MNIST_DIR, the cache or a download, else synthetic digits. Keras: the"
        " Python that\n$GAN_BENCHMARK_KERAS_PYTHON names, or the one that --keras has installed"
        " into the cache.\nWith all contenders resident it needs about 6 GB of memory.")
    add = parser.add_argument
    add("--device", type=device, default="cpu", metavar="NAME", help="cpu (default), cuda, cuda:N")
    add("--rounds", type=at_least(1), default=9, metavar="N", help="of the first table (9)")
    add("--iterations", type=at_least(1), metavar="N",
        help="of each contender in a round (50; on CUDA 1000)")
    add("--batch-size", type=at_least(2), default=200, metavar="N", help="(200)")
    add("--threads", type=at_least(0), default=0, metavar="N",
        help="on the CPU, of all contenders; 0 (default): as many as gan takes")
    add("--epochs-rounds", type=at_least(0), default=3, metavar="N",
        help="of the whole program (3); 0: leave that table out")
    add("--busy-rounds", type=at_least(0), default=3, metavar="N",
        help="beside a busy program (3); 0: leave that table out")
    add("--contenders", metavar="A,B", help="only these, by their names in the table")
    add("--processes", type=at_least(2), metavar="N",
        help="only: N processes beside one and PyTorch's DistributedDataParallel, on the CPU")
    add("--architecture", choices=["mlp", "dcgan"], default="mlp",
        help="with --processes (mlp)")
    add("--growth", action="store_true", help="also time per operation by batch and width")
    add("--pieces", action="store_true", help="also single pieces, with Google Benchmark")
    add("--tf32", action="store_true", help="let the products and PyTorch use TF32 on CUDA")
    add("--json", metavar="FILE", help="also write the answers of all rounds")
    keras = parser.add_mutually_exclusive_group()
    keras.add_argument("--keras", action="store_true", help="install Keras into the cache")
    keras.add_argument("--no-keras", action="store_true", help="leave Keras out")
    for name in ("build", "torch-python", "keras-python"):  # run.sh gives these
        add(f"--{name}", default="", help=argparse.SUPPRESS)
    add("--check-flags", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.processes and options.device != "cpu":
        parser.error("--processes: expected --device cpu")
    if options.architecture != "mlp" and not options.processes:
        parser.error(f"--architecture {options.architecture}: expected --processes with it")
    if options.iterations is None:
        options.iterations = 50 if options.device == "cpu" else 1000
    options.keras_missing = "left out" if options.no_keras else "not installed (--keras does it)"
    return options


def lines_of(command):
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise Failure(f"{command[0]}: {done.stderr.strip()}")
    return done.stdout.splitlines()


def write_images(options, folder):
    """Writes what all contenders train on, and takes over the number of threads."""
    told = json.loads(lines_of(
        [os.path.join(options.build, "benchmark_images"), "--threads", str(options.threads),
         "--out", os.path.join(folder, "train-images-idx3-ubyte")])[-1])
    options.threads = told["threads"]
    if told["notice"]:
        say(told["notice"])
    return told


def print_place(options, images):
    with open("/proc/cpuinfo", encoding="utf-8") as file:
        model = re.search(r"^model name\s*: (.*)$", file.read(), re.MULTILINE)
    place = [f"{model.group(1) if model else 'unknown CPU'}, {options.threads} threads"]
    if options.device != "cpu" and shutil.which("nvidia-smi"):
        place += lines_of(["nvidia-smi", "--query-gpu=name", "--format=csv,noheader"])[:1]
    version = ", ".join(lines_of([os.path.join(options.build, "gan"), "--version"]))
    print(f"{version}\n{', '.join(place)}, device {options.device}"
          f"{', TF32 for products and PyTorch' if options.tf32 else ''}\n"
          f"{images['name']}, batch {options.batch_size};"
          f" load average at the start {os.getloadavg()[0]:.1f}", flush=True)


def chosen(contenders, names):
    if not names:
        return contenders
    wanted = names.split(",")
    known = [contender.name for contender in contenders]
    for name in wanted:
        if name not in known:
            raise Failure(f"--contenders: no '{name}'; known: {', '.join(known)}")
    return [contender for contender in contenders if contender.name in wanted]


def write_answers(path, **tables):
    with open(path, "w", encoding="utf-8") as file:
        json.dump(tables, file, default=lambda value: value._asdict(), indent=1)
        file.write("\n")


def benchmark(options, work):
    images = write_images(options, work)
    print_place(options, images)
    made = processes.contenders if options.processes else all_contenders
    contenders = chosen(made(options, work), options.contenders)
    running, missing = rounds.start(contenders, options.iterations)
    answers, alone, beside, results = {}, {}, {}, {}
    if running:
        others = rounds.OtherWork(running)
        answers = rounds.measure(running, options.rounds, options.iterations)
        share = others.share()
        rounds.print_iterations(contenders, answers, missing, options)
        print(f"\nOther programs took {share:.0%} of the cores' time in these rounds.")
        rounds.print_ratios(contenders, answers)
        rounds.print_memory(answers)
    if options.processes:
        processes.print_shares(answers)
        for one in running:
            one.close()
        return
    if options.busy_rounds and any(one.name in busy.CONTENDERS for one in running):
        alone, beside = busy.measure(running, options.busy_rounds, options.iterations)
        busy.print_busy(alone, beside)
    for one in running:
        one.close()
    if options.epochs_rounds:
        results = programs.measure(options, images["name"] == "synthetic digits", work)
        programs.print_programs(results)
    print_targets(answers, results, alone, beside, options.device != "cpu")
    if options.growth:
        growth.print_growth(options, work)
    if options.pieces:
        print(flush=True)
        subprocess.run([os.path.join(options.build, "benchmark_pieces")], check=True)
    if options.json:
        write_answers(options.json, iteration=answers, alone=alone, beside=beside, program=results)


def main():
    options = read_flags()
    if options.check_flags:
        return 0
    try:
        with tempfile.TemporaryDirectory(prefix="gan-benchmark-") as work:
            benchmark(options, work)
    except (Failure, OSError, subprocess.CalledProcessError) as failure:
        print(f"benchmark: error: {failure}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    return 0


sys.exit(main())
