"""The page about borders, with the figures."""

from .boundaries import SAMPLED

HEAD = f"""# Borders that never gape

Written by `tests/bench/borders`; change [`tests/bench/quality`](../tests/bench/quality), not this file.

![The same place in the tiles of several makers](borders.svg)

*Boundaries: Ministry of Emergency Situations of the Kyrgyz Republic through OCHA, CC BY-IGO. The same 32 by 32 pixels of a tile,
enlarged: the place where the first one gapes most.*

Who simplifies each district for itself moves a border twice, once for each of its two neighbours, and not to the same
place: the map shows slivers of nothing, and slivers that belong to two districts. Kerben keeps each border once, simplifies
it once for each zoom, and makes districts, provinces and the country from the same lines. PostGIS does not gape where nothing
is simplified, at the price of larger tiles; tippecanoe does not when told so, for archives that are made beforehand.

The tables judge the tiles as they are sent, decoded, at every zoom from 0 to 14: up to zoom 9 all tiles of the country, from zoom 10 on {SAMPLED} tiles at places on shared borders, drawn by lot.

- **gaps**: ground in the country that no district covers, a pixel along its outer border left aside; square pixels (256 along a tile).
- **overlaps**: ground that two districts cover, counted as often as it is covered too much; square pixels.
- **invalid**: areas that break the rules of simple features: rings that cross or touch themselves, or enclose nothing.
- **lost**: districts missing from a tile although more than a square pixel of them lies in it.
- **moved**: the greatest distance from a published vertex to the border that is drawn of its district, and from a drawn vertex to
  any published border; pixels. Vertices of parts smaller than a square pixel do not count: such a part may be missing, and its
  ground be a neighbour's.
- **KiB**: the bytes of the layer with one attribute, the P-code, packed with gzip.
"""

COLUMNS = [("gap", "gaps, px²", "{:.1f}"), ("overlap", "overlaps, px²", "{:.1f}"), ("invalid", "invalid", "{}"), ("lost", "lost", "{}"),
           ("moved", "moved, px", "{:.2f}")]


def write(makers, verdicts, path):
    path.write_text("\n".join(page(makers, verdicts)) + "\n")


def page(makers, verdicts):
    yield HEAD
    yield "## All zooms together\n"
    yield "| | told to | " + " | ".join(words for _, words, _ in COLUMNS) + " | KiB |"
    yield "|---|---|" + "--:|" * (len(COLUMNS) + 1)
    for maker in makers:
        of_zooms = list(verdicts[maker.name].values())
        cells = []
        for name, _, form in COLUMNS:
            values = [getattr(verdict, name) for verdict in of_zooms]
            cells.append(form.format(max(values) if name == "moved" else sum(values)))
        size = sum(verdict.size for verdict in of_zooms) / 1024
        yield f"| {maker.words} | {maker.told} | {' | '.join(cells)} | {size:,.0f} |"
    yield ""
    for name, words, form in [*COLUMNS, ("size", "KiB", "{:,.1f}")]:
        if not any(getattr(verdict, name) for zooms in verdicts.values() for verdict in zooms.values()):
            continue
        words = words.split(",")[0]
        yield f"## {words[0].upper()}{words[1:]}, zoom by zoom\n"
        zooms = list(next(iter(verdicts.values())))
        yield "| | " + " | ".join(map(str, zooms)) + " |"
        yield "|---|" + "--:|" * len(zooms)
        for maker in makers:
            values = [getattr(verdicts[maker.name][zoom], name) for zoom in zooms]
            values = [value / 1024 for value in values] if name == "size" else values
            yield f"| {maker.words} | {' | '.join(form.format(value) for value in values)} |"
        yield ""
