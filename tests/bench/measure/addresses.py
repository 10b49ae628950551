"""Which tiles and boxes are asked for: the same ones for every server."""

import math
import random

from . import settings


def tile_of(lon, lat, zoom):
    scale = 1 << zoom
    x = int((lon + 180) / 360 * scale)
    y = int((1 - math.asinh(math.tan(math.radians(lat))) / math.pi) / 2 * scale)
    return zoom, x, y


def tiles(places):
    """Tiles z4 to z12 in which a community lies, as many of each zoom as there are up to an equal share; what the low zooms
    lack, the higher ones have more. Places are drawn by lot, so crowded ones are looked at more often."""
    lot = random.Random(2026)
    chosen = []
    for zoom in settings.ZOOMS:
        left = settings.ZOOMS.stop - zoom
        share = -(-(settings.ADDRESSES - len(chosen)) // left)
        of_zoom = {}
        for _ in range(share * 60):
            if len(of_zoom) == share:
                break
            of_zoom[tile_of(*lot.choice(places), zoom)] = None
        chosen += of_zoom
    assert len(chosen) == settings.ADDRESSES, f"{len(chosen)} tiles"
    return chosen


def boxes(places):
    """Boxes in degrees half a degree to four degrees wide around communities."""
    lot = random.Random(2027)
    boxes = []
    for _ in range(settings.ADDRESSES):
        lon, lat = lot.choice(places)
        half = lot.choice([0.25, 0.5, 1.0, 2.0])
        edges = lon - half, lat - half, lon + half, lat + half
        boxes.append(",".join(f"{edge:.5f}" for edge in edges))
    return boxes


def zooms_in_words(tiles):
    counts = {}
    for zoom, _, _ in tiles:
        counts[zoom] = counts.get(zoom, 0) + 1
    return ", ".join(f"z{zoom}: {count}" for zoom, count in sorted(counts.items()))
