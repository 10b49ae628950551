"""How good the areas in a tile are, seen from the tile alone and beside what was published."""

from dataclasses import dataclass

import numpy
import shapely

from .boundaries import EXTENT, PIXEL

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


def gaps(found, ground):
    """Ground that no unit covers. A pixel along the outer border does not count: there simplification may move it."""
    inner = in_tile(shapely.buffer(ground, -PIXEL))
    return shapely.difference(inner, shapely.union_all(list(found.values())))


def judge(features, size, published, ground):
    found, invalid = areas(features)
    shown = {pcode: in_tile(area) for pcode, area in found.items()}
    together = shapely.union_all(list(shown.values())) if shown else shapely.Polygon()
    verdict = Verdict(tiles=1, invalid=invalid, size=size)
    verdict.gap = gaps(found, ground).area / PIXEL**2
    verdict.overlap = (sum(area.area for area in shown.values()) - together.area) / PIXEL**2
    for pcode, area in published.items():
        if in_tile(area).area > PIXEL**2 and (pcode not in shown or shown[pcode].is_empty):
            verdict.lost += 1
    for pcode, area in found.items():
        if pcode in published:
            verdict.moved = max(verdict.moved, moved(area, published[pcode]))
    return verdict


def moved(area, published):
    """How far a border of what is drawn lies from the published one, and the other way round: the greatest distance from a
    vertex of one to the other. Parts smaller than a pixel may be missing, and do not count."""
    drawn = [part for part in polygons(area) if part.area > PIXEL**2]
    given = [part for part in polygons(published) if part.area > PIXEL**2]
    if not drawn or not given:
        return 0.0
    # Rings smaller than a pixel, islands and holes alike, may be left out.
    return max(furthest(drawn, given), furthest(given, drawn)) / PIXEL


def furthest(some, others):
    def rings(parts):
        for part in parts:
            yield part.exterior
            yield from (hole for hole in part.interiors if shapely.Polygon(hole).area > PIXEL**2)

    lines = shapely.MultiLineString(list(rings(others)))
    places = numpy.concatenate([shapely.get_coordinates(ring) for ring in rings(some)])
    # What the clipping at the edge of the tile made is no border.
    inside = ((places > 1) & (places < EXTENT - 1)).all(axis=1)
    places = places[inside]
    return float(shapely.distance(shapely.points(places), lines).max()) if len(places) else 0.0


def polygons(area):
    return [part for part in shapely.get_parts(area) if part.geom_type == "Polygon"] if area.geom_type != "Polygon" else [area]
