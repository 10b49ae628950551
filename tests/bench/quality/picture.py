"""The same place drawn from the tiles of several makers: where borders gape and overlap."""

from html import escape

import shapely

from . import judge
from .boundaries import PIXEL

SHOWN = ["postgis", "tippecanoe", "tippecanoe-borders", "kerben"]
ZOOMS = [6, 7, 8]
WINDOW = 32 * PIXEL
"""What is shown of a tile: 32 pixels, enlarged."""
SIDE, SPACE = 400, 28
CAPTION = 64

COLOURS = ["#dbe7c9", "#f3e3c3", "#cfe3ea", "#eed7d2", "#ddd6ea", "#e9e6b8", "#cde5d9", "#f0d3e0"]
GAP, OVERLAP, BORDER = "#d6006e", "#1b1b1b", "#5c677d"


def write(boundaries, makers, by_zoom, path):
    chosen = [maker for name in SHOWN for maker in makers if maker.name == name]
    if len(chosen) < 2:
        return
    (z, x, y), corner = worst_place(boundaries, chosen[0], by_zoom)
    published = boundaries.at(z, x, y)
    colours = colours_of(published.areas)
    width = 2 * SIDE + SPACE
    rows = -(-len(chosen) // 2)
    height = rows * (SIDE + CAPTION)
    out = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="-16 -16 {width + 32} {height + 28}" font-family="DejaVu Sans, Helvetica, Arial, sans-serif">',
        "<title>The same borders in the tiles of several makers</title>",
        f'<rect x="-16" y="-16" width="{width + 32}" height="{height + 28}" fill="#fff"/>',
    ]
    for number, maker in enumerate(chosen):
        left, top = number % 2 * (SIDE + SPACE), number // 2 * (SIDE + CAPTION)
        out += panel(maker, (z, x, y), corner, published, colours, left, top)
    path.write_text("\n".join([*out, "</svg>\n"]))
    print(f"picture of {z}/{x}/{y}, pixels {corner[0] / PIXEL:.0f}, {corner[1] / PIXEL:.0f}")


def worst_place(boundaries, maker, by_zoom):
    """The window with most borders of three units or more and most gap in the tiles of a maker."""
    best = None
    for z in ZOOMS:
        for x, y in by_zoom[z]:
            found, _ = judge.areas(maker.features(z, x, y)[0])
            published = boundaries.at(z, x, y)
            gaps = judge.gaps(found, published)
            inner = shapely.buffer(published.inner, -2 * PIXEL)
            for column in range(8):
                for row in range(8):
                    corner = (column * WINDOW, row * WINDOW)
                    window = shapely.box(*corner, corner[0] + WINDOW, corner[1] + WINDOW)
                    if not shapely.contains(inner, window):
                        continue
                    units = sum(shapely.intersection(area, window).area > 9 * PIXEL**2 for area in found.values())
                    score = shapely.intersection(gaps, window).area * min(units, 6)
                    if units >= 4 and (best is None or score > best[0]):
                        best = (score, (z, x, y), corner)
    assert best, "no place in the middle of the country"
    return best[1:]


def colours_of(published):
    """Neighbours in different colours."""
    colours = {}
    for pcode, area in published.items():
        near = {colours.get(other) for other, area_of in published.items() if other != pcode and shapely.dwithin(area, area_of, PIXEL)}
        colours[pcode] = next((colour for colour in COLOURS if colour not in near), COLOURS[0])
    return colours


def key(x, colour, words):
    y = SIDE + 38
    yield f'<rect x="{x - 14}" y="{y - 10}" width="10" height="10" rx="2" fill="{colour}"/>'
    yield f'<text x="{x}" y="{y}" font-size="12" fill="#495057">{escape(words)}</text>'


def panel(maker, at, corner, published, colours, left, top):
    window = shapely.box(*corner, corner[0] + WINDOW, corner[1] + WINDOW)
    scale = SIDE / WINDOW

    def path(area, attributes):
        area = shapely.intersection(area, window)
        rings = []
        for part in judge.polygons(area):
            for ring in [part.exterior, *part.interiors]:
                rings.append("M" + "L".join(f"{(x - corner[0]) * scale:.1f} {(y - corner[1]) * scale:.1f}" for x, y in ring.coords[:-1]) + "Z")
        return f'<path d="{"".join(rings)}" fill-rule="evenodd" {attributes}/>' if rings else ""

    found, _ = judge.areas(maker.features(*at)[0])
    gaps = judge.gaps(found, published)
    overlaps = []
    units = list(found.items())
    for number, (_, one) in enumerate(units):
        for _, other in units[number + 1:]:
            common = shapely.intersection(one, other)
            overlaps += [part for part in judge.polygons(common) if part.area > 0]
    clip = f"clip-{maker.name}"
    out = [
        f'<g transform="translate({left} {top})"><clipPath id="{clip}"><rect width="{SIDE}" height="{SIDE}" rx="6"/></clipPath>',
        f'<g clip-path="url(#{clip})">',
        f'<rect width="{SIDE}" height="{SIDE}" fill="#fff"/>',
    ]
    for pcode, area in units:
        out.append(path(area, f'fill="{colours.get(pcode, "#eee")}"'))
    edge = f'fill="none" stroke="{BORDER}" stroke-width="1" stroke-linejoin="round"'
    out += [path(area, edge) for _, area in units]
    out.append(path(gaps, f'fill="{GAP}"'))
    out += [path(overlap, f'fill="{OVERLAP}"') for overlap in overlaps]
    gap = shapely.intersection(gaps, window).area / PIXEL**2
    overlap = sum(shapely.intersection(part, window).area for part in overlaps) / PIXEL**2
    out += [
        "</g>",
        f'<rect width="{SIDE}" height="{SIDE}" rx="6" fill="none" stroke="#ced4da"/>',
        f'<text y="{SIDE + 19}" font-size="15" font-weight="bold" fill="#212529">{escape(maker.words)}</text>',
        *key(14, GAP, f"gaps {gap:.1f} px²"),
        *key(134, OVERLAP, f"overlaps {overlap:.1f} px²"),
        "</g>",
    ]
    return [element for element in out if element]
