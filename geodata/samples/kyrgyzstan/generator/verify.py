"""Reads the written files back and holds every published figure against them, a line each."""

import csv
import json
import sys
import tomllib
from collections import Counter
from pathlib import Path

from shapely.geometry import Point, shape

import reports
from published import (ANNUAL_CHANGE, AVAILABLE_PERCENT, BANDS, COMMUNITIES, COMMUNITIES_IN_OSH_OBLAST, COUNTRY_SHARE, DISTRICT_SHARE,
                       EMIGRANTS_TO_RUSSIA, GROUPS, HOUSEHOLDS_BEYOND_BAND, HOUSEHOLDS_BY_BAND, HOUSEHOLDS_FROM, LACKING_HOSPITAL,
                       LENGTH_OF_STAY_SHARE, PRESENT_COMMUNITIES, PRESENT_PERCENT, PROVINCE_SHARE, REASON_SHARE, TOTALS,
                       WITHIN_DISTRICT_SHARE, YEARS, rounds_to)

_failures = 0


def _check(what: str, holds: bool, found="") -> None:
    global _failures
    _failures += not holds
    print(f"{'ok   ' if holds else 'WRONG'} {what}{f': {found}' if found != '' else ''}")


def _share(what: str, part: int, whole: int, published) -> None:
    _check(f"{what} {published} %", rounds_to(part, whole, published), f"{part} of {whole} = {100 * part / whole:.2f} %")


class _Dataset:
    def __init__(self, folder: Path):
        self.manifest = tomllib.loads((folder / "dataset.toml").read_text(encoding="utf-8"))
        self.layers = {layer["level"]: _features(folder / layer["file"]) for layer in self.manifest["layers"]}
        self.communities = _rows(folder / self.manifest["communities"]["file"])
        self.district = {c["id"]: c["admin2_pcode"] for c in self.communities}
        parent = {f["properties"]["pcode"]: f["properties"]["parent"] for f in self.layers["admin2"]}
        self.province = {id_: parent[district] for id_, district in self.district.items()}
        self.households = {c["id"]: int(c["households"]) for c in self.communities}
        self.count = Counter()  # (community, group, year)
        entry = self.manifest["counts"][0]
        for row in _rows(folder / entry["file"]):
            for column in entry["columns"]:
                self.count[row[entry["place"]], column["group"], column["year"]] = int(row[column["column"]])
        self.part = {}  # (dimension, group) -> (community, category) -> count
        for entry in (entry for entry in self.manifest["breakdowns"] if entry["round"] == "kgz-r3"):
            for row in _rows(folder / entry["file"]):
                for column in entry["columns"]:
                    table = self.part.setdefault((entry["dimension"], column["group"]), Counter())
                    table[row[entry["place"]], column["category"]] = int(row[column["column"]])
        self.services = self.manifest["services"][0]
        self.access = _rows(folder / self.services["file"])

    def window(self, group: str) -> Counter:
        total = Counter()
        for id_ in self.district:
            total[id_] = sum(self.count[id_, group, year] for year in YEARS[group])
        return total


def _features(path: Path) -> list:
    return json.loads(path.read_text(encoding="utf-8"))["features"]


def _rows(path: Path) -> list:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def all_figures(folder: Path) -> None:
    data = _Dataset(folder)
    _boundaries(data)
    _communities(data)
    _mobility(data)
    _breakdowns(data)
    _services(data)
    reports.verify(folder, _check)
    if _failures:
        raise SystemExit(f"{_failures} figures are wrong")
    print("every published figure holds")


def _segments(geometry) -> Counter:
    rings = geometry["coordinates"] if geometry["type"] == "Polygon" else [ring for part in geometry["coordinates"] for ring in part]
    return Counter((tuple(a), tuple(b)) for ring in rings for a, b in zip(ring, ring[1:]))


def _boundaries(data) -> None:
    """Each border segment is run through once each way by neighbours; a unit's outline is what its parts do not share."""
    for level, expected in (("admin0", 1), ("admin1", 9), ("admin2", 45)):
        shapes = [shape(f["geometry"]) for f in data.layers[level]]
        _check(f"{level}: {expected} valid units", len(shapes) == expected and all(s.is_valid for s in shapes))
        _check(f"{level}: counter-clockwise outside, clockwise inside",
               all(p.exterior.is_ccw and not any(r.is_ccw for r in p.interiors) for s in shapes for p in getattr(s, "geoms", [s])))
    for upper, lower in (("admin1", "admin2"), ("admin0", "admin1")):
        for unit in data.layers[upper]:
            parts = [f for f in data.layers[lower] if f["properties"]["parent"] == unit["properties"]["pcode"]]
            inside = sum((_segments(f["geometry"]) for f in parts), Counter())
            outline = {s for s in inside if (s[1], s[0]) not in inside}
            exact = max(inside.values()) == 1 and outline == set(_segments(unit["geometry"]))
            _check(f"{unit['properties']['name_en']} ({upper}) is exactly its {len(parts)} parts", exact)
    everything = sum((_segments(f["geometry"]) for f in data.layers["admin2"]), Counter())
    open_ = {s for s in everything if (s[1], s[0]) not in everything}
    _check("districts share their borders exactly", max(everything.values()) == 1 and open_ == set(_segments(data.layers["admin0"][0]["geometry"])))
    areas = [sum(shape(f["geometry"]).area for f in data.layers[level]) for level in ("admin0", "admin1", "admin2")]
    _check("no gap and no overlap", max(areas) - min(areas) < 1e-9, f"{max(areas) - min(areas):.1e} square degrees")


def _communities(data) -> None:
    _check("communities", len(data.district) == len(data.communities) == COMMUNITIES, len(data.communities))
    _check("communities in Osh oblast", sum(p == "KG06000000000" for p in data.province.values()) == COMMUNITIES_IN_OSH_OBLAST)
    polygons = {f["properties"]["pcode"]: shape(f["geometry"]) for f in data.layers["admin2"]}
    inside = all(polygons[c["admin2_pcode"]].contains(Point(float(c["lon"]), float(c["lat"]))) for c in data.communities)
    _check("every community lies in its district", inside)
    _check("no two at one point", len({(c["lon"], c["lat"]) for c in data.communities}) == COMMUNITIES)
    _check("every community has households", min(data.households.values()) > 0, f"{sum(data.households.values())} in all")
    _check("every community is called real or generated", Counter(c["origin"] for c in data.communities) == Counter(real=111, generated=888))


def _mobility(data) -> None:
    for group in GROUPS:
        window = data.window(group)
        _check(f"{group}: total {TOTALS[group]}", sum(window.values()) == TOTALS[group])
        present = sum(value > 0 for value in window.values())
        if group in PRESENT_COMMUNITIES:
            _check(f"{group}: confirmed by {PRESENT_COMMUNITIES[group]} communities", present == PRESENT_COMMUNITIES[group])
        _share(f"{group}: communities confirming", present, COMMUNITIES, PRESENT_PERCENT[group])
        for provinces, published in PROVINCE_SHARE[group].items():
            part = sum(value for id_, value in window.items() if data.province[id_] in provinces)
            _share(f"{group}: {' and '.join(provinces)}", part, TOTALS[group], published)
        per_district = Counter()
        for id_, value in window.items():
            per_district[data.district[id_]] += value
        for district, published in DISTRICT_SHARE.get(group, {}).items():
            _share(f"{group}: {district}", per_district[district], TOTALS[group], published)
        if group in DISTRICT_SHARE:
            largest = [district for district, _ in per_district.most_common(3)]
            _check(f"{group}: these three are the largest", largest == list(DISTRICT_SHARE[group]))
        year = {y: sum(data.count[id_, group, y] for id_ in data.district) for y in YEARS[group]}
        for y, published in zip((2021, 2022, 2023), ANNUAL_CHANGE.get(group, [])):
            _share(f"{group}: change {y - 1} to {y}", year[y] - year[y - 1], year[y - 1], published)
    _check("return migrants of 2023", sum(data.count[id_, "return_migrants", 2023] for id_ in data.district) == 47467)
    _check("of them in Osh oblast", sum(data.count[id_, "return_migrants", 2023] for id_ in data.district if data.province[id_] == "KG06000000000") == 10917)


def _breakdowns(data) -> None:
    for (dimension, group), table in sorted(data.part.items()):
        window = data.window(group)
        by_place, total = Counter(), Counter()
        for (id_, category), value in table.items():
            by_place[id_] += value
            total[category] += value
        _check(f"{group}: {dimension} adds up in every community", all(by_place[id_] == window[id_] for id_ in window))
        published = {"country": COUNTRY_SHARE, "length_of_stay": LENGTH_OF_STAY_SHARE, "reason": REASON_SHARE,
                     "movement": {g: {"within_district": s} for g, s in WITHIN_DISTRICT_SHARE.items()}}[dimension][group]
        for category, share in published.items():
            _share(f"{group}: {category}", total[category], TOTALS[group], share)
    russia = sum(v for (_, category), v in data.part["country", "emigrants"].items() if category == "Russian Federation")
    _check(f"emigrants to the Russian Federation {EMIGRANTS_TO_RUSSIA}", russia == EMIGRANTS_TO_RUSSIA)


def _band_of(km: float) -> str:
    return next((band for band, top in zip(BANDS, (5, 10, 15, 20, 25)) if km <= top), BANDS[-1])


def _services(data) -> None:
    for column in data.services["columns"]:
        service = column["service"]
        lacking = [row for row in data.access if row[column["available"]] == "no"]
        _share(f"{service}: available in", COMMUNITIES - len(lacking), COMMUNITIES, AVAILABLE_PERCENT[service])
        if service == "hospital":
            _check(f"communities without hospital {LACKING_HOSPITAL}", len(lacking) == LACKING_HOSPITAL)
        if service not in HOUSEHOLDS_BY_BAND:
            continue
        found = Counter()
        for row in lacking:
            band = row[column["band"]] if "band" in column else _band_of(float(row[column["km"]]))
            found[band] += data.households[row["community_id"]]
        for band, households in zip(BANDS, HOUSEHOLDS_BY_BAND[service]):
            _check(f"{service}: households {band} km {households}", found[band] == households)
        if service in HOUSEHOLDS_BEYOND_BAND:
            edge, households = HOUSEHOLDS_BEYOND_BAND[service]
            beyond = sum(found[band] for band, low in zip(BANDS, (0, 5, 10, 15, 20, 25)) if low >= edge)
            _check(f"{service}: beyond {edge} km {households}", beyond == households)
        if service in HOUSEHOLDS_FROM:
            edge, inclusive, households = HOUSEHOLDS_FROM[service]
            far = [row for row in lacking if float(row[column["km"]]) > edge or (inclusive and float(row[column["km"]]) == edge)]
            _check(f"{service}: {'from' if inclusive else 'beyond'} {edge} km {households}", sum(data.households[r["community_id"]] for r in far) == households)


if __name__ == "__main__":
    all_figures(Path(sys.argv[1]))
