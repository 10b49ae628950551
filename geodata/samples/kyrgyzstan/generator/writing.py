"""The files of the dataset, always the same bytes: fixed order, fixed number formats, Unix line ends."""

import csv
import io
import json
from pathlib import Path

from shapely.geometry.polygon import Polygon

from coverage import dissolve
from published import GROUPS, YEARS
from services import BAND_ONLY, WITH_KM
from units import COUNTRY, DISTRICTS, PROVINCES

_UNIT_PROPERTIES = ["pcode", "parent", "name_en", "name_ru", "name_ky", "aliases"]


def boundaries(folder: Path, polygons: list) -> None:
    districts = [({"parent": d.province, **_named(d)}, polygon) for d, polygon in zip(DISTRICTS, polygons)]
    provinces = [
        ({"parent": COUNTRY["pcode"], **_named(p)}, dissolve([g for d, g in zip(DISTRICTS, polygons) if d.province == p.pcode]))
        for p in PROVINCES
    ]
    country = [(COUNTRY, dissolve([polygon for _, polygon in provinces]))]
    for level, units in (("admin0", country), ("admin1", provinces), ("admin2", districts)):
        features = [
            {"type": "Feature", "properties": {key: unit[key] for key in _UNIT_PROPERTIES}, "geometry": _geometry(polygon)}
            for unit, polygon in units
        ]
        lines = ",\n".join(json.dumps(feature, ensure_ascii=False, separators=(",", ":")) for feature in features)
        _write(folder / "boundaries" / f"{level}.geojson", f'{{"type":"FeatureCollection","name":"{level}","features":[\n{lines}\n]}}\n')


def _named(unit) -> dict:
    return {key: getattr(unit, key) for key in ("pcode", "name_en", "name_ru", "name_ky", "aliases")}


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


def communities(folder: Path, places: list) -> None:
    header = ["id", "name_en", "name_ru", "name_ky", "lon", "lat", "admin2_pcode", "households", "origin", "geoname_id", "moved_m"]
    rows = [[c.id, c.name_en, c.name_ru, c.name_ky, f"{c.lon:.5f}", f"{c.lat:.5f}", c.district, c.households, c.origin,
             c.geoname_id or "", c.moved_m if c.origin == "real" else ""] for c in places]
    _table(folder / "communities.csv", header, rows)


def counts(folder: Path, places: list, tables: dict) -> None:
    header = ["community_id"] + [f"{group}_{year}" for group in GROUPS for year in YEARS[group]]
    rows = [[c.id] + [int(value) for group in GROUPS for value in tables[group][i]] for i, c in enumerate(places)]
    _table(folder / "counts.csv", header, rows)


def slug(category: str) -> str:
    return category.lower().replace("ü", "u").replace(" ", "_")


def breakdowns(folder: Path, places: list, divided: dict) -> None:
    for dimension, groups in divided.items():
        header = ["community_id"] + [f"{group}_{slug(category)}" for group, (categories, _) in groups.items() for category in categories]
        rows = [[c.id] + [int(value) for _, table in groups.values() for value in table[i]] for i, c in enumerate(places)]
        _table(folder / f"{dimension}.csv", header, rows)


def services(folder: Path, places: list, table: dict) -> None:
    header = ["community_id", "internet"]
    header += [name for service in BAND_ONLY for name in (service, f"{service}_band")]
    header += [name for service in WITH_KM for name in (service, f"{service}_km")]
    rows = []
    for i, c in enumerate(places):
        row = [c.id, _yes_no(table["internet"][i])]
        for service in BAND_ONLY:
            row += [_yes_no(table[service][i]), table[service][i].band]
        for service in WITH_KM:
            km = table[service][i].km
            row += [_yes_no(table[service][i]), "" if km is None else f"{km:.1f}"]
        rows.append(row)
    _table(folder / "services.csv", header, rows)


def _yes_no(access) -> str:
    return "yes" if access.available else "no"


def _table(path: Path, header: list, rows: list) -> None:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(rows)
    _write(path, text.getvalue())


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode("utf-8"))
