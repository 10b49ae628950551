"""The 999 communities: real GeoNames places, and generated ones on the low, gentle ground of their district."""

import csv
import math
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import shapely
from scipy.ndimage import minimum_filter
from shapely.geometry import Point
from shapely.ops import nearest_points, unary_union

import noise
from sources import Place
from terrain import CELL_DEGREES, Terrain
from units import DISTRICTS

_NUDGE_KM = 0.3           # how far inside the generalised border a place from just outside it is put
_VALLEY_WINDOW = 15       # cells: the valley floor is the lowest ground within about 5 km
_GENTLE_SLOPE = 0.12
_SPACING_KM = 3.5         # first try; shrunk until everything fits
_PEOPLE_PER_HOUSEHOLD = 5.0
_MEDIAN_HOUSEHOLDS, _SPREAD = 500.0, 0.80
_CITY_MEDIAN_HOUSEHOLDS, _CITY_SPREAD = 3600.0, 0.40
_LARGEST = 16000          # a key informant cannot speak for more; the capital is 24 communities, not one
_CITY_LARGEST = 9000


@dataclass
class Community:
    id: str
    name_en: str
    name_ru: str
    name_ky: str
    lon: float
    lat: float
    district: str
    households: int
    origin: str            # real | generated
    geoname_id: int | None
    moved_m: int           # real places only: how far the point was moved to lie inside the generalised border
    town: bool             # a seat or a place with many people: services tend to be there
    town_km: float = 0.0   # straight line to the nearest town

    @property
    def province(self) -> str:
        return _PROVINCE[self.district]

    @property
    def urban(self) -> bool:
        return self.district.startswith("x-")


_PROVINCE = {d.pcode: d.province for d in DISTRICTS}


def km_between(a_lon, a_lat, b_lon, b_lat):
    """Straight-line kilometres, good to a few per thousand at this size."""
    return 111.2 * np.sqrt(((a_lon - b_lon) * 0.748) ** 2 + (a_lat - b_lat) ** 2)


def build(terrain: Terrain, polygons: list, places: list[Place]) -> list[Community]:
    names = {int(row["geoname_id"]): row for row in csv.DictReader((Path(__file__).parent / "place_names.csv").open(encoding="utf-8"))}
    country = unary_union(polygons)
    by_district = {d.pcode: [] for d in DISTRICTS}
    for place in places:
        real = _real(place, names[place.geoname_id], polygons, country)
        by_district[real.district].append(real)
    for district, polygon in zip(DISTRICTS, polygons):
        here = by_district[district.pcode]
        for number, (lon, lat) in enumerate(_sites(terrain, district, polygon, here), start=1):
            label = f"{number} ({district.name_en})"
            here.append(Community(
                "", f"Generated community {label}", "", "", lon, lat, district.pcode,
                _households(district.pcode, number), "generated", None, 0, False))
    ordered = [community for district in DISTRICTS for community in by_district[district.pcode]]
    for position, community in enumerate(ordered, start=1):
        community.id = f"KGZ-C{position:04d}"
    _one_tiny_outpost(ordered)
    _measure_remoteness(ordered)
    return ordered


def _real(place: Place, name: dict, polygons: list, country) -> Community:
    lon, lat, moved = round(place.lon, 5), round(place.lat, 5), 0
    if not country.contains(Point(lon, lat)):
        lon, lat, moved = _moved_inside(lon, lat, country)
    district = next(d for d, polygon in zip(DISTRICTS, polygons) if polygon.contains(Point(lon, lat)))
    seat = any(d.seat == place.geoname_id for d in DISTRICTS)
    if place.population:
        households = round(place.population / _PEOPLE_PER_HOUSEHOLD)
    else:
        households = round((1800 if seat else 650) * noise.factor(0.35, "real households", place.geoname_id))
    largest = _CITY_LARGEST if district.pcode.startswith("x-") else _LARGEST
    return Community("", name["name_en"], name["name_ru"], name["name_ky"], lon, lat, district.pcode, min(households, largest),
                     "real", place.geoname_id, moved, seat or place.population >= 10000)


def _moved_inside(lon, lat, country):
    """The generalised border runs up to 2.5 km off in places: step from the nearest border point to the inside."""
    edge, _ = nearest_points(country, Point(lon, lat))
    for turn in range(16):
        angle = 2 * math.pi * turn / 16
        for reach in (1, 2, 3):
            x = round(edge.x + reach * _NUDGE_KM * math.cos(angle) / (111.2 * 0.748), 5)
            y = round(edge.y + reach * _NUDGE_KM * math.sin(angle) / 111.2, 5)
            if country.contains(Point(x, y)) and country.exterior.distance(Point(x, y)) > 0.5 * _NUDGE_KM / 111.2:
                return x, y, round(1000 * float(km_between(lon, lat, x, y)))
    raise SystemExit(f"no ground found near {lon}, {lat}")


def _sites(terrain: Terrain, district, polygon, present: list) -> list:
    """Points for the generated communities of a district, likely ground first, each with room around it."""
    wanted = district.communities - len(present)
    if wanted < 0:
        raise SystemExit(f"{district.name_en}: {len(present)} real places but only {district.communities} communities planned")
    inside = np.flatnonzero((terrain.mask(polygon) & ~terrain.lake).ravel())
    x, y = (values.ravel()[inside] for values in terrain.centres())
    luck = np.array([noise.uniform("site", int(cell)) for cell in inside])
    if district.pcode.startswith("x-"):
        score = luck
    else:
        # Villages keep to the floor of valleys, not far above the district's seat, and thin out away from towns.
        metres = terrain.metres.ravel()[inside]
        above_floor = metres - minimum_filter(terrain.metres, _VALLEY_WINDOW).ravel()[inside]
        seat = min(float(terrain.metres[terrain.cell_of(c.lon, c.lat)]) for c in present)
        near = np.min([km_between(x, y, c.lon, c.lat) for c in present], axis=0)
        steep = np.maximum(0, terrain.slope.ravel()[inside] - _GENTLE_SLOPE)
        score = above_floor / 150 + np.maximum(0, metres - seat - 200) / 300 + near / 45 + 6 * steep + 2.5 * luck
    order = [int(k) for k in np.argsort(np.round(score, 6), kind="stable")]
    shapely.prepare(polygon)
    spacing = _SPACING_KM
    while len(chosen := _spaced(terrain, polygon, present, wanted, spacing, [(int(inside[k]), float(x[k]), float(y[k])) for k in order])) < wanted:
        spacing *= 0.8
    return chosen


def _spaced(terrain, polygon, present, wanted, spacing, cells) -> list:
    """The first cells of the order that keep their distance from each other; a point somewhere in each."""
    # Only the better part of the ground: with more room than that the spacing must shrink instead.
    usable = cells[:max(40 * wanted, len(cells) // 6)]
    chosen, taken = [], [(c.lon, c.lat) for c in present]
    for cell, x, y in usable:
        if len(chosen) == wanted:
            break
        lon = round(x + (noise.uniform("east", cell) - 0.5) * CELL_DEGREES, 5)
        lat = round(y + (noise.uniform("north", cell) - 0.5) * CELL_DEGREES, 5)
        # Some villages lie close together, others want a whole side valley for themselves.
        alone = spacing * (0.35 + 1.3 * noise.uniform("room", cell))
        room = all(abs(lon - a) > 0.15 or km_between(lon, lat, a, b) >= alone for a, b in taken)
        if room and polygon.contains(Point(lon, lat)):
            chosen.append((lon, lat))
            taken.append((lon, lat))
    return chosen


def _households(district: str, number: int) -> int:
    if district.startswith("x-"):
        size = _CITY_MEDIAN_HOUSEHOLDS * noise.factor(_CITY_SPREAD, "households", district, number)
        return min(_CITY_LARGEST, max(900, round(size)))
    return max(24, round(_MEDIAN_HOUSEHOLDS * noise.factor(_SPREAD, "households", district, number)))


def _one_tiny_outpost(communities: list[Community]) -> None:
    """The report has 21 households more than 25 km from a school, all told: one place of that size must exist."""
    rural = [c for c in communities if c.origin == "generated" and not c.urban]
    real = [c for c in communities if c.origin == "real"]
    farthest = max(rural, key=lambda c: (round(float(min(km_between(c.lon, c.lat, r.lon, r.lat) for r in real)), 6), c.id))
    farthest.households = 21


def _measure_remoteness(communities: list[Community]) -> None:
    towns = [c for c in communities if c.town]
    lon, lat = np.array([t.lon for t in towns]), np.array([t.lat for t in towns])
    for community in communities:
        community.town_km = round(float(km_between(community.lon, community.lat, lon, lat).min()), 3)
