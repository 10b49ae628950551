"""One set of lines, cut into faces, put together as districts, provinces and the country.

Because all three levels are unions of the same faces on one grid of 0.00001 degree, neighbours share every vertex and
nothing gapes or overlaps.
"""

import numpy as np
import shapely
from shapely.geometry import LineString
from shapely.geometry.polygon import orient
from shapely.ops import polygonize, unary_union

from boundary_files import GRID, circle_around
from borders import inner_borders
from terrain import Terrain
from units import DISTRICTS, OSH_CITY_AREA_KM2, OSH_CITY_SEAT, PROVINCES

_OSH, _OSH_CITY = "KG06000000000", "KG21000000000"


def province_polygons(natural_earth: dict, seats: dict) -> dict:
    """Natural Earth's provinces by P-code, Osh city's circle cut from Osh oblast."""
    found = {p.pcode: natural_earth[p.natural_earth] for p in PROVINCES if p.natural_earth}
    city = seats[OSH_CITY_SEAT]
    found[_OSH_CITY] = circle_around(city.lon, city.lat, OSH_CITY_AREA_KM2).intersection(found[_OSH])
    found[_OSH] = found[_OSH].difference(found[_OSH_CITY])
    return found


def districts(terrain: Terrain, provinces: dict, numbers: np.ndarray) -> list:
    """A polygon for every entry of DISTRICTS, in its order."""
    lines = [ring for polygon in provinces.values() for ring in _rings(polygon)]
    for pcode, polygon in provinces.items():
        if sum(d.province == pcode for d in DISTRICTS) > 1:
            borders = inner_borders(terrain, numbers, terrain.mask(polygon))
            lines += [border.intersection(polygon) for border in borders]
    noded = shapely.union_all(lines, grid_size=GRID)
    faces = list(polygonize(noded))
    owner = _merge_crumbs(faces, [_owner(face, provinces, terrain, numbers) for face in faces])
    return [orient(unary_union([f for f, o in zip(faces, owner) if o == i])) for i in range(1, len(DISTRICTS) + 1)]


def _rings(polygon):
    for part in getattr(polygon, "geoms", [polygon]):
        for ring in (part.exterior, *part.interiors):
            yield LineString(ring.coords)


def _owner(face, provinces, terrain, numbers) -> int:
    """The number of the district a face belongs to; 0 for ground of other countries."""
    point = face.representative_point()
    for pcode, polygon in provinces.items():
        if polygon.contains(point):
            members = [i for i, d in enumerate(DISTRICTS, start=1) if d.province == pcode]
            if len(members) == 1:
                return members[0]
            allowed = np.isin(numbers, members) & terrain.mask(polygon)
            return int(numbers.ravel()[terrain.nearest_cell(point.x, point.y, allowed)])
    return 0


def _merge_crumbs(faces: list, owner: list) -> list:
    """Every district becomes one piece: what lies apart from its largest piece goes to the neighbour with the longest
    common border in the same province."""
    province = {i: d.province for i, d in enumerate(DISTRICTS, start=1)}
    for _ in range(10):
        loose = []
        for number in range(1, len(DISTRICTS) + 1):
            mine = [k for k, o in enumerate(owner) if o == number]
            whole = unary_union([faces[k] for k in mine])
            if whole.geom_type == "MultiPolygon":
                largest = max(whole.geoms, key=lambda part: part.area)
                loose += [k for k in mine if not largest.contains(faces[k].representative_point())]
        if not loose:
            return owner
        for k in loose:
            common = {}
            for other, face in enumerate(faces):
                if other != k and owner[other] != owner[k] and province.get(owner[other]) == province[owner[k]] and face.intersects(faces[k]):
                    common[owner[other]] = common.get(owner[other], 0.0) + face.intersection(faces[k]).length
            if common:
                owner[k] = max(sorted(common), key=common.get)
    return owner
