"""The table of docs/mlt.md: mean bytes of the tiles of the sample, in both formats, plain and packed, as the server sends them."""

import json
import math
import random
import urllib.request

from . import settings
from .processes import Process, stop_when_told

PAGE = settings.PROJECT / "docs" / "mlt.md"
SAMPLE = settings.PROJECT / "geodata" / "samples" / "kyrgyzstan"
LAYERS = ["admin0", "admin1", "admin2", "communities"]
ZOOMS = [4, 6, 8, 10]
MOST_TILES = 30
"""Of more tiles of a zoom that have anything in them, a sample."""
FORMATS = ["mvt", "mlt"]
ENCODINGS = ["identity", "gzip", "zstd"]
HEADER = "| tiles | zoom | number | MVT | MVT gzip | MVT zstd | MLT | MLT gzip | MLT zstd |"


def get(address, encoding="identity"):
    request = urllib.request.Request(address, headers={"Accept-Encoding": encoding})
    with urllib.request.urlopen(request) as answer:
        return answer.read()


def tiles(bounds, zoom):
    west, south, east, north = bounds
    size = 2**zoom

    def column(longitude):
        return int((longitude + 180) / 360 * size)

    def row(latitude):
        return int((1 - math.asinh(math.tan(math.radians(latitude))) / math.pi) / 2 * size)

    return [(x, y) for x in range(column(west), column(east) + 1) for y in range(row(north), row(south) + 1)]


def row_of(url, layer, parameters, zoom):
    def tile(at, form, encoding):
        return get(f"{url}/tiles/{layer}/{zoom}/{at[0]}/{at[1]}.{form}{parameters}", encoding)

    bounds = json.loads(get(f"{url}/tiles/{layer}.json"))["bounds"]
    shown = [at for at in tiles(bounds, zoom) if tile(at, "mvt", "identity")]
    chosen = random.Random(zoom).sample(shown, min(MOST_TILES, len(shown)))
    sizes = [[len(tile(at, form, encoding)) for at in chosen] for form in FORMATS for encoding in ENCODINGS]
    name = f"{layer} `{parameters[1:]}`" if parameters else layer
    means = (f"{sum(column) / len(chosen):,.0f}" for column in sizes)
    return f"| {name} | {zoom} | {len(chosen)} | {' | '.join(means)} |"


def main():
    stop_when_told()
    settings.OUTPUT.mkdir(parents=True, exist_ok=True)
    server = Process("encodings", [settings.KERBEN, "serve", SAMPLE, "--listen", "127.0.0.1:0"], r"Kerben is ready: (http://\S+)")
    try:
        kinds = [(layer, parameters) for layer in LAYERS for parameters in ("", "?geometry=only")]
        rows = [row_of(server.url, *kind, zoom) for kind in kinds for zoom in ZOOMS]
    finally:
        server.stop()
    before, after = PAGE.read_text().split(HEADER)
    rest = after.split("\n\n", 1)[1]
    PAGE.write_text("\n".join([before + HEADER, "|---|" + "--:|" * 8, *rows, "", rest]))
    print(f"written: {PAGE.relative_to(settings.PROJECT)}")


if __name__ == "__main__":
    main()
