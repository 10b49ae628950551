"""Tiles of real boundaries from several makers, judged at every zoom; writes docs/borders.md with its picture."""

import json
import sys
import time

from measure import database, processes, servers, settings

from . import makers, page, picture
from .boundaries import FILE, Boundaries
from .judge import Verdict, judge


def main():
    start = time.monotonic()
    processes.stop_when_told()
    if not FILE.exists():
        sys.exit(f"there are no boundaries at {FILE}; BENCH_BOUNDARIES names another place")
    folder = settings.CACHE / "quality"
    folder.mkdir(parents=True, exist_ok=True)
    settings.OUTPUT.mkdir(parents=True, exist_ok=True)
    boundaries = Boundaries(folder)
    by_zoom = dict(boundaries.tiles())
    asked = [(zoom, x, y) for zoom, cells in by_zoom.items() for x, y in cells]
    print(f"{len(boundaries.pcodes)} units, {len(asked)} tiles", flush=True)
    kerben = makers.KerbenTiles(boundaries)
    base = database.Database() if database.found() else None
    try:
        found = list(all_makers(boundaries, kerben, base, asked))
        verdicts = {maker.name: {zoom: Verdict() for zoom in by_zoom} for maker in found}
        for zoom, cells in by_zoom.items():
            for x, y in cells:
                published = boundaries.at(zoom, x, y)
                for maker in found:
                    verdicts[maker.name][zoom].add(judge(*maker.features(zoom, x, y), published))
            print(f"zoom {zoom}: {len(cells)} tiles, after {time.monotonic() - start:.0f} s", flush=True)
        folder = settings.OUTPUT if settings.ONLY else settings.PROJECT / "docs"
        picture.write(boundaries, found, by_zoom, folder / "borders.svg")
        page.write(found, verdicts, folder / "borders.md")
        rows = {name: {zoom: vars(verdict) for zoom, verdict in zooms.items()} for name, zooms in verdicts.items()}
        (settings.OUTPUT / "quality.json").write_text(json.dumps(rows, indent=1))
    finally:
        kerben.stop()
        if base:
            base.stop()
    print(f"{(time.monotonic() - start) / 60:.1f} minutes")


def all_makers(boundaries, kerben, base, asked):
    yield makers.Maker("kerben", "Kerben", "`kerben serve`, `properties=pcode`", kerben.raw)
    if base:
        told = "`ST_AsMVT(ST_AsMVTGeom(…))`, extent 4096, buffer 64"
        ways = makers.postgis(base, boundaries, asked)
        yield makers.Maker("postgis", "PostGIS", f"{told}, after `ST_SimplifyPreserveTopology` by half a pixel of the zoom", ways["simplified"])
        yield makers.Maker("postgis-plain", "PostGIS, not simplified", told, ways["plain"])
    else:
        print("SKIPPED: PostGIS is not installed", flush=True)
    if servers.find("tippecanoe"):
        for name, words, option in [
            ("tippecanoe", "tippecanoe", None),
            ("tippecanoe-nodes", "tippecanoe, shared nodes", "--no-simplification-of-shared-nodes"),
            ("tippecanoe-borders", "tippecanoe, shared borders", "--detect-shared-borders"),
        ]:
            options = [option] if option else []
            told = f"`-Z0 -z14 {option}`" if option else "`-Z0 -z14`, nothing else"
            yield makers.Maker(name, words, told, makers.tippecanoe(boundaries, name, *options))
    else:
        print("SKIPPED: tippecanoe is not installed", flush=True)


main()
