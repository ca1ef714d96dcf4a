"""Prints which part of the lines ran, per file and in all; fails below 95 % or without data.

usage: report.py SOURCE_FOLDER OBJECT_FOLDER
"""

import json
import pathlib
import subprocess
import sys

LEAST = 95.0


def measure(source, notes):
    """The lines of each source file that could run and that did, from one file of counts."""
    text = subprocess.run(
        ["gcov", "--json-format", "--stdout", str(notes)], capture_output=True, check=True, text=True
    ).stdout
    for line in text.splitlines():
        for file in json.loads(line)["files"]:
            path = pathlib.Path(file["file"])
            if source in path.parents and path.suffix == ".cpp":
                ran = {}
                for entry in file["lines"]:
                    number = entry["line_number"]
                    ran[number] = ran.get(number, False) or entry["count"] > 0
                yield str(path.relative_to(source)), ran


def main():
    source, objects = (pathlib.Path(word).resolve() for word in sys.argv[1:])
    files = {}
    for notes in sorted(objects.rglob("*.gcda")):
        for name, ran in measure(source, notes):
            if not name.startswith("tests/"):
                files[name] = ran
    missing = [path.name for path in objects.rglob("*.gcno") if not path.with_suffix(".gcda").exists()]
    if missing or not files:
        sys.exit("no counts for: " + (", ".join(missing) or "any file"))

    groups = {"storage": [0, 0], "parsers": [0, 0], "all": [0, 0]}
    print(f"{'file':48} {'lines':>6} {'ran':>6}        not run")
    for name, ran in sorted(files.items()):
        covered = sum(ran.values())
        left = ", ".join(str(number) for number, did in sorted(ran.items()) if not did)
        print(f"{name:48} {len(ran):6} {covered:6} {100 * covered / len(ran):6.1f} % {left}")
        for group in ("storage" if "/storage/" in name else "parsers", "all"):
            groups[group][0] += covered
            groups[group][1] += len(ran)
    failed = False
    for group, (covered, lines) in groups.items():
        part = 100 * covered / lines
        failed = failed or part < LEAST
        print(f"{group:48} {lines:6} {covered:6} {part:6.1f} %")
    sys.exit(f"below {LEAST} %" if failed else 0)


main()
