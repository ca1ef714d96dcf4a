"""Numbers and tables as text."""

import math
import statistics
import sys


def number(value):
    """Three digits, without an exponent."""
    if not math.isfinite(value) or value == 0:
        return "0" if value == 0 else "-"
    return f"{value:.{max(0, 2 - math.floor(math.log10(abs(value))))}f}"


def spread(values):
    """The median, and the smallest and largest in brackets."""
    if not values:
        return "-"
    median = statistics.median(values)
    return f"{number(median)} ({number(min(values))} to {number(max(values))})"


def print_table(title, heads, rows):
    """A Markdown table, the first column to the left and the others to the right."""
    widths = [max(len(row[i]) for row in [heads, *rows]) for i in range(len(heads))]
    print(f"\n{title}\n")

    def line(cells):
        padded = [cells[0].ljust(widths[0])]
        padded += [cell.rjust(width) for cell, width in zip(cells[1:], widths[1:])]
        print("| " + " | ".join(padded) + " |")

    line(heads)
    rules = ["-" * widths[0]] + ["-" * (width - 1) + ":" for width in widths[1:]]
    print("| " + " | ".join(rules) + " |")
    for row in rows:
        line(row)
    sys.stdout.flush()


def say(words):
    print(f"benchmark: {words}", file=sys.stderr, flush=True)
