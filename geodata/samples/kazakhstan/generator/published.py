"""What the report publishes (IOM Kazakhstan, February 2023), and what only follows from it."""

TOTAL = 668_422
YEARS = [2020, 2021, 2022]
CHANGES = {2021: 14.9, 2022: 26.3}  # per cent, against the year before
ORIGINS = {"Uzbekistan": 81, "Russian Federation": 8, "Tajikistan": 4, "Kyrgyzstan": 3, "Azerbaijan": 2}  # per cent
OTHER_ORIGINS = "Other countries"
REGIONS = {"KZ-MAN": 32, "KZ-ALM": 19, "KZ-ALA": 18, "KZ-KAR": 8, "KZ-SHY": 8}  # per cent
# Footnote 2: where data were collected. Of these the shares above are published.
COVERED = {
    "KZ-MAN", "KZ-ALM", "KZ-ALA", "KZ-KAR", "KZ-SHY", "KZ-AST", "KZ-KZY", "KZ-KUS", "KZ-AKT", "KZ-SEV", "KZ-VOS", "KZ-ZAP",
}


def of_total(share: float) -> float:
    return TOTAL * share / 100


def regions() -> dict:
    return {code: round(of_total(share)) for code, share in REGIONS.items()}


def origins() -> dict:
    """The five published origins, and what is left of the total."""
    counts = {country: round(of_total(share)) for country, share in ORIGINS.items()}
    return counts | {OTHER_ORIGINS: TOTAL - sum(counts.values())}


def years(changes: dict = CHANGES) -> dict:
    """The years that add up to the total and change as published."""
    growth = {2020: 1.0}
    for year in YEARS[1:]:
        growth[year] = growth[year - 1] * (1 + changes[year] / 100)
    return {year: TOTAL * growth[year] / sum(growth.values()) for year in YEARS}


def whole_years() -> dict:
    counts = {year: round(count) for year, count in years().items()}
    assert sum(counts.values()) == TOTAL
    return counts


def half_a_per_cent() -> int:
    """How far a share of whole per cents can be off, in people."""
    return int(of_total(0.5))


def years_off_by() -> int:
    """How far a year can be off because the changes are rounded to a tenth of a per cent."""
    corners = [years({2021: CHANGES[2021] + a, 2022: CHANGES[2022] + b}) for a in (-0.05, 0.05) for b in (-0.05, 0.05)]
    return round(max(abs(corner[year] - years()[year]) for corner in corners for year in YEARS))
