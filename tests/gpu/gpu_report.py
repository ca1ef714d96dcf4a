"""Runs everything that wants a GPU, step by step, and writes one Markdown file."""

import argparse
import json
import os
import re
import shutil
import statistics
import subprocess
import sys
import time

HERE = os.path.dirname(os.path.realpath(__file__))
MNIST = os.path.join(HERE, "mnist")


def program(name):
    return os.path.join(HERE, "bin", name)


def mnist():
    """Where the programs find MNIST, if it was carried."""
    return {"MNIST_DIR": MNIST} if os.path.isdir(MNIST) and os.listdir(MNIST) else {}


class Report:
    """The Markdown file. It is written anew after each step, so that what was measured is kept
    where a later step is cut off."""

    def __init__(self, path):
        self.path, self.text, self.failed = path, "# On a GPU\n", []

    def add(self, title, body):
        self.text += f"\n## {title}\n\n{body.strip()}\n"
        with open(self.path, "w", encoding="utf-8") as file:
            file.write(self.text)


class Step:
    """A command with a limit of time, its output and how it ended."""

    def __init__(self, command, seconds, env=None):
        start = time.monotonic()
        try:
            done = subprocess.run(command, capture_output=True, text=True, errors="replace",
                                  timeout=seconds, check=False, env={**os.environ, **(env or {})})
            self.out, self.err, self.ended = done.stdout, done.stderr, f"exit code {done.returncode}"
            self.passed = done.returncode == 0
        except subprocess.TimeoutExpired as late:
            self.out, self.err = ((text or b"").decode(errors="replace")
                                  for text in (late.stdout, late.stderr))
            self.ended, self.passed = f"cut off after {seconds} s", False
        except OSError as error:
            self.out, self.err, self.ended, self.passed = "", str(error), "not started", False
        self.seconds = time.monotonic() - start

    def end(self, lines=15):
        said = (self.out + self.err).strip().splitlines()[-lines:]
        return f"{self.ended}, {self.seconds:.1f} s\n\n```text\n" + "\n".join(said) + "\n```"


def machine(report, _):
    body = []
    if shutil.which("nvidia-smi"):
        step = Step(["nvidia-smi", "--query-gpu=name,driver_version,memory.total,compute_cap",
                     "--format=csv"], 60)
        body += step.out.strip().splitlines()
    with open("/proc/cpuinfo", encoding="utf-8") as file:
        model = re.search(r"^model name\s*: (.*)$", file.read(), re.MULTILINE)
    body.append(f"{model.group(1) if model else 'unknown CPU'}, {os.cpu_count()} cores")
    body += Step([program("gan"), "--version"], 60).out.strip().splitlines()
    report.add("Machine", "```text\n" + "\n".join(body) + "\n```")
    return True


def tests(report, _):
    step = Step([program("cuda_tests")], 240)
    lines = (step.out + step.err).splitlines()
    found = [line for line in lines
             if re.match(r"\[  (FAILED|PASSED|SKIPPED)|.*(Failure|: error)|\[==", line)]
    first = lines.index(found[0]) if found else 0
    report.add("GPU tests, one process", f"{step.ended}, {step.seconds:.1f} s\n\n```text\n"
               + "\n".join(found[:60]) + "\n```"
               + ("" if step.passed else "\n\n```text\n"
                  + "\n".join(lines[first:first + 80][-80:]) + "\n```"))
    return step.passed


def sanitizer(report, _):
    tool = shutil.which("compute-sanitizer") or "/usr/local/cuda/bin/compute-sanitizer"
    if not os.path.exists(tool):
        report.add("compute-sanitizer", "not on this machine")
        return True
    body, passed = [], True
    libraries = ":".join([os.path.join(HERE, "lib"), os.environ["GAN_TORCH_LIBRARIES"]])
    for name in ("memcheck", "racecheck"):
        step = Step([tool, "--tool", name, "--error-exitcode", "9",
                     os.path.join(HERE, "programs", "cuda_tests"),
                     "--gtest_filter=GraphEngine.ComputesWhatTheCpuDoes:"
                     "GraphEngine.LowerPrecisionsComeClose"],
                    240, {"LD_LIBRARY_PATH": libraries})
        body.append(f"{name}: " + step.end(25))
        passed = passed and step.passed
    report.add("compute-sanitizer on the graph engine", "\n\n".join(body))
    return passed


def benchmark(report, options):
    command = [sys.executable, os.path.join(HERE, "benchmark", "table.py"), "--device", "cuda",
               "--rounds", str(options.rounds), "--iterations", "300", "--busy-rounds", "0",
               "--epochs-rounds", "0", "--no-keras", "--build", os.path.join(HERE, "bin"),
               "--torch-python", sys.executable]
    step = Step(command, 480, {**mnist(), "PYTHONUNBUFFERED": "1"})
    report.add("Benchmark, epochs of 300 iterations",
               (step.out or "") + ("" if step.passed else "\n\n" + step.end()))
    return step.passed


def logged(run, key):
    """A number of each of a run's epochs."""
    try:
        with open(os.path.join(run, "log.jsonl"), encoding="utf-8") as log:
            return [json.loads(line)[key] for line in log]
    except OSError:
        return []


def epochs(run):
    """How long a run's epochs of 300 iterations took."""
    seconds = logged(run, "seconds")
    if not seconds:
        return ""
    return (f"{len(seconds)} epochs, median {statistics.median(seconds):.3f} s"
            f" ({min(seconds):.3f} to {max(seconds):.3f}); ")


def data_flags():
    return ["--dataset", "mnist", "--data", MNIST] if mnist() else ["--dataset", "synthetic"]


def grid(run):
    try:
        with open(os.path.join(run, "samples", "grid.png"), "rb") as file:
            return file.read()
    except OSError:
        return b""


def graphs(report, options):
    """Networks that have no kernels of their own: as CUDA graphs, and without, to the bit."""
    body = ["images/s, medians of the last two of three epochs of 100 batches of 64", "",
            "| | graphs | graphs, tf32 | without | same picture |", "|---|---|---|---|---|"]
    passed, ends = True, []
    for architecture in ("dcgan", "resnet"):
        row = []
        for name, flags in (("graphs", []), ("tf32", ["--precision", "tf32"]),
                            ("without", ["--fast", "off"])):
            out = os.path.join(options.work, f"out-{architecture}-{name}")
            step = Step([program("gan"), "train", "--device", "cuda", "--architecture",
                         architecture, *flags, *data_flags(), "--epochs", "3",
                         "--iterations-per-epoch", "100", "--batch-size", "64", "--log-every", "1",
                         "--out", out, "--overwrite"], 120)
            speeds = logged(out, "images_per_second")[1:]
            row.append(f"{statistics.median(speeds):,.0f}" if speeds else "-")
            passed = passed and step.passed and "failed their check" not in step.err
            ends.append("" if step.passed else step.end())
        pictures = [grid(os.path.join(options.work, f"out-{architecture}-{name}"))
                    for name in ("graphs", "without")]
        same = pictures[0] != b"" and pictures[0] == pictures[1]
        passed = passed and same
        body.append(f"| {architecture} | " + " | ".join(row) + f" | {'yes' if same else 'NO'} |")
    report.add("Other architectures", "\n".join(body + [end for end in ends if end]))
    return passed


def training(report, options):
    body, passed = [], True
    for precision in ("float32", "tf32", "bf16"):
        out = os.path.join(options.work, f"out-{precision}")
        step = Step([program("gan"), "train", "--device", "cuda", "--precision", precision,
                     *data_flags(), "--out", out, "--overwrite", "--log-every", "50"], 240)
        body.append(f"`gan train --device cuda --precision {precision}`: {epochs(out)}" + step.end(4))
        passed = passed and step.passed
    report.add("Whole trainings, 100 epochs, from start to exit", "\n\n".join(body))
    return passed


def profile(report, _):
    body, passed = [], True
    for precision in ("float32", "bf16"):
        step = Step([program("gpu_profile"), MNIST, precision], 120)
        body.append(f"{precision}\n\n" + (step.out if step.passed else step.end()))
        passed = passed and step.passed
    report.add("Where the GPU's time goes", "\n\n".join(body))
    return passed


STEPS = {"machine": machine, "tests": tests, "sanitizer": sanitizer, "graphs": graphs,
         "training": training, "profile": profile, "benchmark": benchmark}


def steps(text):
    names = text.split(",")
    for name in names:
        if name not in STEPS:
            raise argparse.ArgumentTypeError(f"no step '{name}'; known: {', '.join(STEPS)}")
    return names


def main():
    parser = argparse.ArgumentParser(prog="run.sh", allow_abbrev=False, description=__doc__)
    parser.add_argument("--out", default="gpu.md", metavar="FILE", help="(gpu.md)")
    parser.add_argument("--work", default="gpu-runs", metavar="FOLDER",
                        help="where trainings are written (gpu-runs)")
    parser.add_argument("--rounds", type=int, default=5, metavar="N",
                        help="of the benchmark (5)")
    parser.add_argument("--only", type=steps, default=list(STEPS), metavar="A,B",
                        help=f"steps: {', '.join(STEPS)}")
    parser.add_argument("--check-flags", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.check_flags:
        return 0
    report = Report(options.out)
    failed = []
    for name in options.only:
        print(f"gpu: {name}", file=sys.stderr, flush=True)
        if not STEPS[name](report, options):
            failed.append(name)
    print(report.text)
    if failed:
        print(f"gpu: error: failed: {', '.join(failed)}", file=sys.stderr)
    return 1 if failed else 0


sys.exit(main())
