"""What Round 1 and the ministry published, beside Round 3 (published.py): national figures, as they are, and what only follows from them."""

import csv
import io
import math
from pathlib import Path

RETURNS = 24_284
YEARS = [2020, 2021, 2022]
CHANGES = {2021: -23, 2022: 46}  # per cent, against the year before
ORIGINS = {"Russian Federation": 85, "Kazakhstan": 7, "Türkiye": 5}  # per cent
OTHER_ORIGINS = "Other countries"

AS_OF = "2024-05-24"
ABROAD = {
    "Russian Federation": 411_226, "Kazakhstan": 65_000, "Türkiye": 60_000, "United States of America": 36_000,
    "Republic of Korea": 14_000,
}


def origins() -> dict:
    counts = {country: round(RETURNS * share / 100) for country, share in ORIGINS.items()}
    return counts | {OTHER_ORIGINS: RETURNS - sum(counts.values())}


def _years(changes: dict) -> dict:
    growth = {2020: 1.0}
    for year in YEARS[1:]:
        growth[year] = growth[year - 1] * (1 + changes[year] / 100)
    return {year: RETURNS * growth[year] / sum(growth.values()) for year in YEARS}


def whole_years() -> dict:
    """The years that add up to the total and change as published: whole numbers, the largest remainders rounded up."""
    exact = _years(CHANGES)
    counts = {year: math.floor(count) for year, count in exact.items()}
    for year in sorted(YEARS, key=lambda year: counts[year] - exact[year])[: RETURNS - sum(counts.values())]:
        counts[year] += 1
    return counts


def years_off_by() -> int:
    """How far a year can be off because the changes are rounded to whole per cents."""
    corners = [_years({2021: CHANGES[2021] + a, 2022: CHANGES[2022] + b}) for a in (-0.5, 0.5) for b in (-0.5, 0.5)]
    return math.ceil(max(abs(corner[year] - _years(CHANGES)[year]) for corner in corners for year in YEARS))


def origins_off_by() -> int:
    return int(RETURNS * 0.005)


def write(folder: Path) -> None:
    from writing import slug

    years, from_countries = whole_years(), origins()
    header = ["country", "return_migrants", *(f"return_migrants_{year}" for year in years), *(f"from_{slug(name)}" for name in from_countries)]
    _table(folder / "round1_country.csv", header, ["KG", RETURNS, *years.values(), *from_countries.values()])
    # As the appendix of the report lists them.
    (folder / "round1_locations.csv").write_bytes((Path(__file__).parent / "round1_locations.csv").read_bytes())
    header = ["country", "five_countries", *(f"in_{slug(name)}" for name in ABROAD)]
    _table(folder / "ministry_country.csv", header, ["KG", sum(ABROAD.values()), *ABROAD.values()])


def _table(path: Path, header: list, row: list) -> None:
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows([header, row])
    path.write_bytes(text.getvalue().encode("utf-8"))


def verify(folder: Path, check) -> None:
    """Reads the written files back."""
    [row] = _rows(folder / "round1_country.csv")
    years = {year: int(row[f"return_migrants_{year}"]) for year in YEARS}
    check(f"round 1: {RETURNS} returns", int(row["return_migrants"]) == RETURNS == sum(years.values()), years)
    for year, change in CHANGES.items():
        found = 100 * (years[year] / years[year - 1] - 1)
        check(f"round 1: {year} {change} %", round(found) == change, f"{found:.2f}")
    parts = [int(row[name]) for name in row if name.startswith("from_")]
    check("round 1: origins", [round(100 * part / RETURNS) for part in parts[:-1]] == list(ORIGINS.values()) and sum(parts) == RETURNS, parts)
    check("round 1: 69 locations", len(_rows(folder / "round1_locations.csv")) == 69)
    [row] = _rows(folder / "ministry_country.csv")
    check("ministry: five countries", [int(row[name]) for name in row if name.startswith("in_")] == list(ABROAD.values()))


def _rows(path: Path) -> list:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
