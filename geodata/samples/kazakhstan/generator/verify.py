"""Reads the written files back and holds every published figure against them, a line each."""

import csv
import json
import sys
from pathlib import Path

from shapely.geometry import shape

from published import CHANGES, COVERED, ORIGINS, REGIONS, TOTAL, YEARS

_failures = 0


def _check(what: str, holds: bool, found="") -> None:
    global _failures
    _failures += not holds
    print(f"{'ok   ' if holds else 'WRONG'} {what}{f': {found}' if found != '' else ''}")


def all_figures(folder: Path) -> None:
    regions = {row["region"]: row for row in _rows(folder / "regions.csv")}
    [country] = _rows(folder / "country.csv")
    _check(f"total {TOTAL}", int(country["migrant_workers"]) == TOTAL)
    for code, share in REGIONS.items():
        count = int(regions[code]["migrant_workers"])
        _check(f"{regions[code]['name']} {share} %", round(100 * count / TOTAL) == share, count)
    _check("no figure for the other regions", all(not row["migrant_workers"] for code, row in regions.items() if code not in REGIONS))
    _check("12 regions covered", {code for code, row in regions.items() if row["covered"] == "yes"} == COVERED and len(COVERED) == 12)
    for origin, share in ORIGINS.items():
        count = int(country["from_" + origin.lower().replace(" ", "_")])
        _check(f"{origin} {share} %", round(100 * count / TOTAL) == share, count)
    _check("origins add up", sum(int(count) for name, count in country.items() if name.startswith("from_")) == TOTAL)
    years = {year: int(country[f"migrant_workers_{year}"]) for year in YEARS}
    _check("years add up", sum(years.values()) == TOTAL, years)
    for year, change in CHANGES.items():
        found = 100 * (years[year] / years[year - 1] - 1)
        _check(f"{year} {change} %", round(found, 1) == change, f"{found:.3f}")
    _areas(folder)
    if _failures:
        sys.exit(f"{_failures} figures are not as published")
    print("every published figure holds")


def _areas(folder: Path) -> None:
    layers = {level: json.loads((folder / f"boundaries/{level}.geojson").read_text(encoding="utf-8"))["features"] for level in ("admin0", "admin1")}
    areas = {f["properties"]["code"]: shape(f["geometry"]) for f in layers["admin1"]}
    whole = shape(layers["admin0"][0]["geometry"])
    _check("17 regions", len(areas) == 17 and set(areas) == {row["region"] for row in _rows(folder / "regions.csv")})
    _check("areas are valid", all(area.is_valid for area in areas.values()) and whole.is_valid)
    holes = {code for code, area in areas.items() for part in getattr(area, "geoms", [area]) if part.interiors}
    _check("holes are cities", holes == {"KZ-AKM", "KZ-ALM", "KZ-YUZ"}, sorted(holes))
    _check("regions add up to the country", abs(sum(area.area for area in areas.values()) - whole.area) < 1e-9)


def _rows(path: Path) -> list:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
