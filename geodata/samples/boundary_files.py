"""Boundaries of the samples: circles for cities that a source lacks, unions without inner lines, GeoJSON that is always the same bytes."""

import json
import math
from pathlib import Path

import shapely
from shapely.geometry.polygon import Polygon, orient
from shapely.ops import unary_union

GRID = 1e-5  # degrees
_CIRCLE_CORNERS = 48


def circle_around(lon: float, lat: float, area_km2: float) -> Polygon:
    """A circle on the ground, in degrees."""
    radius = math.sqrt(area_km2 / math.pi) / 111.2
    stretch = 1 / round(math.cos(math.radians(lat)), 6)
    turn = [2 * math.pi * i / _CIRCLE_CORNERS for i in range(_CIRCLE_CORNERS)]
    return Polygon([(round(lon + radius * stretch * math.cos(t), 5), round(lat + radius * math.sin(t), 5)) for t in turn])


def dissolve(parts: list):
    """The union of neighbours: the shared lines fall away, every other vertex stays."""
    whole = unary_union(parts)
    if whole.geom_type == "Polygon":
        return orient(whole)
    return shapely.MultiPolygon([orient(part) for part in whole.geoms])


def write_layer(folder: Path, level: str, units: list) -> None:
    """Writes a layer. `units` are pairs of properties and a polygon whose rings turn as RFC 7946 says."""
    features = [{"type": "Feature", "properties": properties, "geometry": _geometry(polygon)} for properties, polygon in units]
    lines = ",\n".join(json.dumps(feature, ensure_ascii=False, separators=(",", ":")) for feature in features)
    text = f'{{"type":"FeatureCollection","name":"{level}","features":[\n{lines}\n]}}\n'
    path = folder / "boundaries" / f"{level}.geojson"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode("utf-8"))


def _geometry(shape) -> dict:
    if isinstance(shape, Polygon):
        return {"type": "Polygon", "coordinates": _rings(shape)}
    return {"type": "MultiPolygon", "coordinates": [_rings(part) for part in shape.geoms]}


def _rings(polygon: Polygon) -> list:
    # Already counter-clockwise outside, clockwise inside (RFC 7946). Every ring starts at its least vertex, so that the
    # bytes do not depend on where the union happened to begin.
    rings = [_turned(ring) for ring in (polygon.exterior, *polygon.interiors)]
    return rings[:1] + sorted(rings[1:])


def _turned(ring) -> list:
    points = [[round(x, 5), round(y, 5)] for x, y in ring.coords[:-1]]
    first = points.index(min(points))
    points = points[first:] + points[:first]
    return points + points[:1]
