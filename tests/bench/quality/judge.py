"""How good the areas in a tile are, seen from the tile alone and beside what was published."""

from dataclasses import dataclass

import numpy
import shapely

from .boundaries import EXTENT, PIXEL, rings

TILE = shapely.box(0, 0, EXTENT, EXTENT)


@dataclass
class Verdict:
    """Areas in square pixels, lengths in pixels; sums and extremes over the tiles of a zoom."""

    tiles: int = 0
    gap: float = 0.0
    overlap: float = 0.0
    invalid: int = 0
    lost: int = 0
    moved: float = 0.0
    size: int = 0

    def add(self, other):
        self.tiles += other.tiles
        self.gap += other.gap
        self.overlap += other.overlap
        self.invalid += other.invalid
        self.lost += other.lost
        self.moved = max(self.moved, other.moved)
        self.size += other.size


def areas(features):
    """Polygons by P-code, mended where they must be, and how many were not valid. A ring with positive area (y down) begins a
    polygon, one with negative area is a hole in it (MVT 2.1, section 4.3.4.4)."""
    found, invalid = {}, 0
    for pcode, parts in features:
        polygons = []
        for ring in parts:
            if len(ring) < 3:
                invalid += 1
                continue
            turn = sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(ring, ring[1:] + ring[:1]))
            if turn > 0 or not polygons:
                polygons.append((ring, []))
            else:
                polygons[-1][1].append(ring)
        area = shapely.MultiPolygon([shapely.Polygon(outer, holes) for outer, holes in polygons])
        if not area.is_valid:
            invalid += 1
            area = shapely.make_valid(area)
        found[pcode] = shapely.union(found[pcode], area) if pcode in found else area
    return found, invalid


def in_tile(area):
    return shapely.intersection(area, TILE)


def gaps(found, published):
    """Ground in the country that no unit covers."""
    return shapely.difference(published.inner, shapely.union_all(list(found.values())))


def judge(features, size, published):
    found, invalid = areas(features)
    shown = {pcode: in_tile(area) for pcode, area in found.items()}
    together = shapely.union_all(list(shown.values())) if shown else shapely.Polygon()
    verdict = Verdict(tiles=1, invalid=invalid, size=size)
    verdict.gap = shapely.difference(published.inner, together).area / PIXEL**2
    verdict.overlap = max(0.0, sum(area.area for area in shown.values()) - together.area) / PIXEL**2
    for pcode, part in published.size.items():
        if part > PIXEL**2 and (pcode not in shown or shown[pcode].is_empty):
            verdict.lost += 1
    for pcode, area in found.items():
        drawn = shapely.MultiLineString(rings(area))
        there = furthest(shapely.get_coordinates(drawn), published.borders)
        back = furthest(published.vertices[pcode], drawn) if pcode in published.vertices else 0.0
        verdict.moved = max(verdict.moved, there / PIXEL, back / PIXEL)
    return verdict


def furthest(places, lines):
    """The greatest distance from some places to lines, in units. What the edge of the tile cut is no border."""
    places = places[((places > 1) & (places < EXTENT - 1)).all(axis=1)]
    if not len(places) or lines.is_empty:
        return 0.0
    # A hundredth of a pixel apart is the same place: at low zooms most are.
    places = numpy.unique(numpy.round(places / PIXEL, 2), axis=0) * PIXEL
    ends = [shapely.get_coordinates(line) for line in shapely.get_parts(lines)]
    pieces = shapely.linestrings(numpy.concatenate([numpy.stack([line[:-1], line[1:]], axis=1) for line in ends]))
    nearest = shapely.STRtree(pieces).query_nearest(shapely.points(places), return_distance=True, all_matches=False)
    return float(nearest[1].max())


def polygons(area):
    return [part for part in shapely.get_parts(area) if part.geom_type == "Polygon"]
