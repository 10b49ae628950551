"""The published districts of Kyrgyzstan, where they lie beside the project; and a dataset made of them for Kerben."""

import json
import os
import random
from pathlib import Path

import numpy
import shapely
from shapely.geometry import mapping, shape

from measure import settings

BESIDE = settings.PROJECT.parent / "shared" / "data" / "kgz" / "kgz_admbnda_adm2_moes_20181119.geojson"
FILE = Path(os.environ.get("BENCH_BOUNDARIES", BESIDE))

EXTENT = 4096
PIXEL = EXTENT / 256
"""Units of the grid in a pixel of the 256 along the edge of a drawn tile."""

SAMPLED = 40
"""Tiles of each zoom from z10 on: all of them would be a hundred thousand."""


MARGIN = 256
"""Units beyond the edge of a tile that are looked at, too."""


class Tile:
    """Published areas on the grid of a tile."""

    def __init__(self, areas, ground, borders, vertices):
        square = shapely.box(0, 0, EXTENT, EXTENT)
        self.areas = areas
        self.size = {pcode: shapely.intersection(area, square).area for pcode, area in areas.items()}
        # A pixel along the outer border is left aside: there simplification may move it.
        self.inner = shapely.intersection(shapely.buffer(shapely.simplify(ground, PIXEL / 16), -PIXEL), square)
        self.borders = borders
        """Lines of all units together."""
        self.vertices = vertices
        """By P-code; without those on the border of a part smaller than a square pixel. Such a part may be missing from a map, its
        ground being that of a neighbour."""


def thinned(lines):
    """To a hundredth of a pixel."""
    return shapely.simplify(shapely.MultiLineString(lines), PIXEL / 100, preserve_topology=False)


def rings(area):
    """Exteriors and interiors of all parts."""
    parts = [part for part in shapely.get_parts(area) if part.geom_type == "Polygon"]
    return [shapely.LineString(ring) for part in parts for ring in [part.exterior, *part.interiors]]


class Boundaries:
    """Units by P-code; on the square of the world in Web Mercator, x and y from 0 to 1, y down."""

    def __init__(self, folder):
        document = json.loads(FILE.read_text())
        rows = [feature["properties"] for feature in document["features"]]
        self.pcodes = [row["ADM2_PCODE"] for row in rows]
        self.names = [row["ADM2_EN"] for row in rows]
        self.provinces = [row["ADM1_PCODE"] for row in rows]
        self.degrees = [shapely.make_valid(shape(feature["geometry"])) for feature in document["features"]]
        self.square = [shapely.transform(unit, square) for unit in self.degrees]
        self.boxes = shapely.box(*shapely.bounds(self.square).T)
        self.rings = [rings(unit) for unit in self.square]
        smallest = {}
        for ring in (ring for of_unit in self.rings for ring in of_unit):
            area = shapely.Polygon(ring).area
            for at in map(tuple, ring.coords):
                smallest[at] = min(area, smallest.get(at, area))
        self.vertices = [shapely.get_coordinates(of_unit) for of_unit in self.rings]
        self.smallest = [numpy.array([smallest[tuple(at)] for at in vertices]) for vertices in self.vertices]
        """Of each vertex: the area within the smallest ring that it belongs to."""
        self.ground = shapely.union_all(self.square)
        self.folder = folder

    def at(self, zoom, x, y):
        """What was published, on the grid of a tile."""
        scale = (1 << zoom) * EXTENT
        around = shapely.box(*((numpy.array([x, y, x + 1, y + 1]) * EXTENT + [-MARGIN, -MARGIN, MARGIN, MARGIN]) / scale))
        near = numpy.flatnonzero(shapely.intersects(self.boxes, around))

        def grid(geometry):
            part = shapely.clip_by_rect(geometry, *around.bounds)
            return shapely.transform(part, lambda at: at * scale - numpy.array([x, y]) * EXTENT)

        areas = {self.pcodes[unit]: part for unit in near if not (part := grid(self.square[unit])).is_empty}
        lines = [part for unit in near for ring in self.rings[unit] for part in shapely.get_parts(grid(ring))]
        vertices = {}
        for unit in near:
            of_unit = self.vertices[unit] * scale - numpy.array([x, y]) * EXTENT
            vertices[self.pcodes[unit]] = of_unit[self.smallest[unit] * scale**2 > PIXEL**2]
        return Tile(areas, grid(self.ground), thinned(lines), vertices)

    def tiles(self):
        """All tiles of the country up to zoom 9; from there on those of a sample of places on the borders between two units."""
        shared = self.shared_places()
        lot = random.Random(2026)
        for zoom in range(15):
            scale = 1 << zoom
            if zoom < 10:
                west, north, east, south = (int(edge * scale) for edge in self.ground.bounds)
                cells = [(x, y) for x in range(west, east + 1) for y in range(north, south + 1)]
                boxes = [shapely.box(x / scale, y / scale, (x + 1) / scale, (y + 1) / scale) for x, y in cells]
                touched = shapely.intersects(self.ground, boxes)
                yield zoom, [cell for cell, is_touched in zip(cells, touched) if is_touched]
            else:
                cells = {}
                while len(cells) < SAMPLED:
                    x, y = shared[lot.randrange(len(shared))]
                    cells[int(x * scale), int(y * scale)] = None
                yield zoom, list(cells)

    def shared_places(self):
        """Vertices that two units have in common."""
        seen = {}
        for number, unit in enumerate(self.square):
            for at in map(tuple, shapely.get_coordinates(unit)):
                seen.setdefault(at, set()).add(number)
        return sorted(at for at, units in seen.items() if len(units) > 1)

    def write_geojson(self, path):
        """For those who take GeoJSON."""
        features = [
            {"type": "Feature", "properties": {"pcode": pcode}, "geometry": mapping(unit)}
            for pcode, unit in zip(self.pcodes, self.degrees)
        ]
        path.write_text(json.dumps({"type": "FeatureCollection", "features": features}))

    def write_dataset(self):
        """For Kerben: districts as published, provinces and the country put together from them."""
        folder = self.folder / "dataset"
        folder.mkdir(parents=True, exist_ok=True)
        provinces = {}
        for unit, province in zip(self.degrees, self.provinces):
            provinces.setdefault(province, []).append(unit)
        levels = {
            "admin0": [("KG", "Kyrgyzstan", "", shapely.union_all(self.degrees))],
            "admin1": [(pcode, pcode, "KG", shapely.union_all(units)) for pcode, units in provinces.items()],
            "admin2": list(zip(self.pcodes, self.names, self.provinces, self.degrees)),
        }
        for level, units in levels.items():
            features = [
                {"type": "Feature", "properties": {"pcode": pcode, "name": name, "parent": parent}, "geometry": mapping(area)}
                for pcode, name, parent, area in units
            ]
            (folder / f"{level}.geojson").write_text(json.dumps({"type": "FeatureCollection", "features": features}))
        (folder / "dataset.toml").write_text(DESCRIPTION + "".join(LAYER.format(level=level, parent="" if level == "admin0" else 'parent = "parent", ') for level in levels))
        return folder


def square(degrees):
    """Web Mercator (EPSG:3857) on a square from 0 to 1, y down."""
    x = (degrees[:, 0] + 180) / 360
    y = (1 - numpy.arcsinh(numpy.tan(numpy.radians(degrees[:, 1]))) / numpy.pi) / 2
    return numpy.column_stack([x, y])


DESCRIPTION = """[dataset]
id = "published"
title = "Published boundaries"
country = "KG"
default_round = "none"
languages = ["en"]

[[sources]]
id = "moes"
title = "Administrative boundaries"
citation = "Ministry of Emergency Situations of the Kyrgyz Republic through OCHA, 2018."
publisher = "OCHA"
licence = "CC BY-IGO"
date = "2018-11-19"

[[rounds]]
id = "none"
country = "KG"
title = "No round"
collected = ["2024-02-01", "2024-04-30"]
method = "None"
sources = ["moes"]

[[rounds.groups]]
group = "return_migrants"
years = [2023]
definition = "None"
"""

LAYER = """
[[layers]]
level = "{level}"
file = "{level}.geojson"
boundaries = "official"
sources = ["moes"]
columns = {{ pcode = "pcode", {parent}name_en = "name" }}
"""
