"""Writes crameri.txt from the PyPI package `cmcrameri`: every fifth of the 256 colours of each table that Kerben offers. What lies between
is interpolated; the script says how far that is from the table, and fails beyond one step of 255.

    pip download cmcrameri==1.10 --no-deps && python3 crameri.py cmcrameri-1.10-py3-none-any.whl > crameri.txt
"""

import sys
import zipfile

TABLES = [
    # From light to dark or back.
    "acton", "bamako", "batlow", "batlowK", "batlowW", "bilbao", "davos", "devon", "glasgow", "imola", "lajolla",
    "lapaz", "lipari", "navia", "oslo", "tokyo", "turku",
    # Around a light or a dark middle.
    "bam", "berlin", "broc", "lisbon", "managua", "roma", "vanimo", "vik",
]
EVERY = 5
FARTHEST = 1.0


def table(wheel, name):
    lines = wheel.read(f"cmcrameri/cmaps/{name}.txt").decode().split("\n")
    return [[255 * float(channel) for channel in line.split()] for line in lines if line.strip()]


def farthest(colours, kept):
    """How many steps of 255 a channel is from the table at most."""
    found = 0.0
    for at, colour in enumerate(colours):
        below, part = divmod(at, EVERY)
        for channel in range(3):
            low, high = (kept[min(index, len(kept) - 1)][channel] for index in (below, below + 1))
            found = max(found, abs(low + (high - low) * part / EVERY - colour[channel]))
    return found


def main(path):
    with zipfile.ZipFile(path) as wheel:
        print("# Scientific colour maps by Fabio Crameri (doi:10.5281/zenodo.1243862), MIT licence: LICENSE-crameri.txt.")
        print(f"# Written by crameri.py from {path.split('/')[-1]}: every fifth of 256 colours.")
        for name in TABLES:
            colours = table(wheel, name)
            assert len(colours) == 256, name
            kept = [[round(channel) for channel in colour] for colour in colours[::EVERY]]
            error = farthest(colours, kept)
            print(f"{name}: {error:.2f}", file=sys.stderr)
            assert error < FARTHEST, name
            print(name, "".join(f"{red:02x}{green:02x}{blue:02x}" for red, green, blue in kept))


main(sys.argv[1])
