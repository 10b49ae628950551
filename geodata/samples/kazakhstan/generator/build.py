"""Writes the dataset: build.py OUTPUT_FOLDER NPM_FOLDER (see generate.sh)."""

import csv
import io
import sys
from pathlib import Path

import boundaries
import manifest
import published
import verify
from boundary_files import dissolve, write_layer
from units import COUNTRY, REGIONS

_PROPERTIES = ["code", "parent", "name_en", "name_ru", "name_kk", "aliases"]


def main() -> None:
    output, npm = Path(sys.argv[1]), Path(sys.argv[2])
    areas = boundaries.regions(npm)
    units = [({"parent": COUNTRY["code"], **vars(region)}, areas[region.code]) for region in REGIONS]
    country = [(COUNTRY, dissolve(list(areas.values())))]
    for level, places in (("admin0", country), ("admin1", units)):
        write_layer(output, level, [({key: unit[key] for key in _PROPERTIES}, area) for unit, area in places])
    _regions(output / "regions.csv")
    _country(output / "country.csv")
    manifest.write(output)
    verify.all_figures(output)


def _regions(path: Path) -> None:
    counts = published.regions()
    rows = [
        [region.code, region.name_en, "yes" if region.code in published.COVERED else "no",
         published.REGIONS.get(region.code, ""), counts.get(region.code, "")]
        for region in REGIONS
    ]
    _table(path, ["region", "name", "covered", "published_share_percent", "migrant_workers"], rows)


def _country(path: Path) -> None:
    years, origins = published.whole_years(), published.origins()
    header = ["country", "migrant_workers", *(f"migrant_workers_{year}" for year in years), *(slug(origin) for origin in origins)]
    _table(path, header, [[COUNTRY["code"], published.TOTAL, *years.values(), *origins.values()]])


def slug(name: str) -> str:
    return "from_" + name.lower().replace(" ", "_")


def _table(path: Path, header: list, rows: list) -> None:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(rows)
    path.write_bytes(text.getvalue().encode("utf-8"))


if __name__ == "__main__":
    main()
