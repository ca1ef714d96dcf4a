"""Fréchet distance over time as an SVG, both axes logarithmic."""

import math

WIDTH, HEIGHT = 720, 400
LEFT, RIGHT, TOP, BOTTOM = 70, 20, 20, 60
COLOURS = ["#b3402a", "#1f5fa8", "#2c8a4b", "#7a4fa3", "#8a6d1d"]
TIMES = [(1, "1 s"), (10, "10 s"), (60, "1 min"), (600, "10 min"), (3600, "1 h"), (21600, "6 h")]
DISTANCES = [5, 10, 20, 50, 100, 200, 500, 1000]


class Axis:
    def __init__(self, values, low_end, high_end):
        self.low, self.high = math.log(min(values)), math.log(max(values))
        self.low_end, self.high_end = low_end, high_end

    def __call__(self, value):
        part = (math.log(value) - self.low) / (self.high - self.low)
        return round(self.low_end + part * (self.high_end - self.low_end), 1)

    def holds(self, value):
        return self.low <= math.log(value) <= self.high


def text(x, y, words, anchor="middle", more=""):
    return f'<text x="{x}" y="{y}" text-anchor="{anchor}"{more}>{words}</text>'


def line(x1, y1, x2, y2, colour, more=""):
    return f'<line x1="{x1}" y1="{y1}" x2="{x2}" y2="{y2}" stroke="{colour}"{more}/>'


def write_chart(path, curves, target):
    """`curves`: for each recipe, for each seed, its (seconds, distance) pairs."""
    points = [point for runs in curves.values() for run in runs for point in run]
    x = Axis([seconds for seconds, _ in points], LEFT, WIDTH - RIGHT)
    y = Axis([distance for _, distance in points] + [target], HEIGHT - BOTTOM, TOP)
    parts = [f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" '
             'font-family="sans-serif" font-size="13" fill="#333">',
             f'<rect width="{WIDTH}" height="{HEIGHT}" fill="white"/>']
    for seconds, name in TIMES:
        if x.holds(seconds):
            parts += [line(x(seconds), TOP, x(seconds), HEIGHT - BOTTOM, "#ddd"),
                      text(x(seconds), HEIGHT - BOTTOM + 18, name)]
    for distance in DISTANCES:
        if y.holds(distance):
            parts += [line(LEFT, y(distance), WIDTH - RIGHT, y(distance), "#ddd"),
                      text(LEFT - 8, y(distance) + 4, distance, "end")]
    parts += [line(LEFT, y(target), WIDTH - RIGHT, y(target), "#333", ' stroke-dasharray="5 4"'),
              text((LEFT + WIDTH - RIGHT) / 2, HEIGHT - BOTTOM + 40, "time since the start of the process"),
              text(18, (TOP + HEIGHT - BOTTOM) / 2, "Fréchet distance", more=' transform="rotate(-90 18 '
                   f'{(TOP + HEIGHT - BOTTOM) / 2})"')]
    for place, ((recipe, runs), colour) in enumerate(zip(curves.items(), COLOURS)):
        for run in runs:
            corners = " ".join(f"{x(seconds)},{y(distance)}" for seconds, distance in run)
            parts.append(f'<polyline points="{corners}" fill="none" stroke="{colour}" stroke-width="1.5"/>')
        parts.append(text(WIDTH - RIGHT - 8, TOP + 18 + 18 * place, recipe, "end", f' fill="{colour}"'))
    with open(path, "w", encoding="utf-8") as file:
        file.write("\n".join([*parts, "</svg>\n"]))
