"""The files of the dataset, always the same bytes: fixed order, fixed number formats, Unix line ends."""

import csv
import io
from pathlib import Path

from boundary_files import dissolve, write_layer
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
        write_layer(folder, level, [({key: unit[key] for key in _UNIT_PROPERTIES}, polygon) for unit, polygon in units])


def _named(unit) -> dict:
    return {key: getattr(unit, key) for key in ("pcode", "name_en", "name_ru", "name_ky", "aliases")}


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
