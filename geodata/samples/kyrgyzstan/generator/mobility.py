"""Counts of the five groups per community and year, and how they divide by country, stay, reason and movement.

Top down: published shares give the provinces, stated or plausible shares the districts, households and chance the
communities; the years and the categories are then fitted to both the communities' counts and the published sums.
"""

import numpy as np

import noise
from apportion import fill_table, share_out, share_out_capped
from communities import Community
from published import (DISTRICT_SHARE, EMIGRANTS_TO_RUSSIA, GROUPS, PRESENT_COMMUNITIES, REASON_SHARE, TOTALS, WITHIN_DISTRICT_SHARE, YEARS)
from units import DISTRICTS, PROVINCES

_OSH = "KG06000000000"

# Per cent of each group, chosen inside what rounds to the published figure, a safe way from the edges.
# Order: Issyk-Kul, Jalal-Abad, Naryn, Batken, Osh, Talas, Chui, Bishkek, Osh City.
_PROVINCE_PERCENT = {
    "international_migrant_workers": [2.11, 19.16, 0.38, 1.21, 4.13, 3.87, 5.92, 57.13, 6.09],
    "return_migrants": [12.07, 10.89, 3.12, 14.06, None, 2.94, 15.04, 13.91, 4.97],
    "emigrants": [13.04, 23.08, 2.13, 13.92, 25.07, 3.61, 9.94, 2.27, 6.94],
    "internal_migrants": [1.07, 11.06, 0.93, 1.22, 3.11, 0.74, 28.91, 46.04, 6.92],
    "internal_out_migrants": [9.93, 19.82, 14.88, 7.91, 16.85, 3.87, 4.89, 15.93, 5.92],
}
_OSH_RETURNS = 29591  # 23.0 per cent

# The yearly totals: not published, but bound by the total, the three changes and a 2024 of four months.
YEAR_TOTALS = {
    "return_migrants": [17970, 21744, 25658, 47467, 15822],
    "emigrants": [23185, 31995, 47033, 94066, 31350],
    "international_migrant_workers": [3373, 5734, 8658, 12901, 4300],
}
OSH_RETURNS_BY_YEAR = [4198, 5021, 5862, 10917, 3593]

# Districts that are published or must stay below those; the rest of a province follows households.
_DISTRICT_PERCENT = {
    "internal_migrants": {"x-bishkek-oktyabrskiy": 30.04, "KG08222000000": 22.03, "x-bishkek-pervomaiskiy": 14.96},
    "internal_out_migrants": {"x-bishkek-oktyabrskiy": 12.97, "KG03223000000": 6.94},
}

PRESENT = {**PRESENT_COMMUNITIES, "internal_migrants": 380, "internal_out_migrants": 739}

# No community reports more than this many per household over the window.
_MOST_PER_HOUSEHOLD = {"return_migrants": 0.9, "emigrants": 1.4, "international_migrant_workers": 0.9,
                       "internal_migrants": 0.9, "internal_out_migrants": 0.9}
_UNEVEN = {"return_migrants": 0.55, "emigrants": 0.55, "international_migrant_workers": 1.0,
           "internal_migrants": 0.9, "internal_out_migrants": 0.7}

_COUNTRY_PERCENT = {
    "international_migrant_workers": {"Russian Federation": 40.1, "Uzbekistan": 31.9, "Türkiye": 11.1, "Kazakhstan": 8.9,
                                      "Tajikistan": 3.1, "Other countries": 4.9},
    "return_migrants": {"Russian Federation": 88.1, "Türkiye": 3.9, "Kazakhstan": 3.1, "Unknown": 1.2, "Republic of Korea": 0.9,
                        "United Kingdom": 0.4, "Other countries": 2.4},
    # The Russian Federation's share is the published count, put in by itself.
    "emigrants": {"Russian Federation": 90.98, "Türkiye": 3.1, "Kazakhstan": 2.1, "United States of America": 1.2,
                  "Republic of Korea": 0.9, "Other countries": 1.72},
}
_STAY_PERCENT = {"less_than_6_months": 54.1, "more_than_6_months": 37.9, "unknown": 8.0}
# Internal migrants' published reasons add up to 101: each a little below its figure.
_REASON_PERCENT = {
    "internal_migrants": {"economic": 82.8, "housing": 5.9, "education": 5.9, "unknown": 2.8, "family": 1.8, "environment": 0.8},
    "internal_out_migrants": {"economic": 86.0, "education": 7.0, "housing": 2.0, "unknown": 2.0, "family": 1.0, "environment": 2.0},
}
# Where a country matters more than elsewhere: near its border, or in the capital.
_LEANING = {
    "Uzbekistan": {"KG03000000000": 2.0, "KG06000000000": 2.0, "KG05000000000": 2.0, "KG21000000000": 2.0},
    "Kazakhstan": {"KG08000000000": 2.0, "KG07000000000": 2.5, "KG02000000000": 1.8},
    "Tajikistan": {"KG05000000000": 5.0},
    "Türkiye": {"KG11000000000": 1.5},
}


def counts(communities: list[Community]) -> dict[str, np.ndarray]:
    """For each group a table [community, year]."""
    return {group: _by_year(group, communities, _window(group, communities)) for group in GROUPS}


def breakdowns(communities: list[Community], tables: dict[str, np.ndarray]) -> dict[str, dict[str, tuple[list[str], np.ndarray]]]:
    """For each dimension and group: the categories and a table [community, category] over the whole window."""
    result = {"country": {}, "length_of_stay": {}, "reason": {}, "movement": {}}
    for group, percent in _COUNTRY_PERCENT.items():
        totals = share_out(TOTALS[group], list(percent.values()))
        if group == "emigrants":
            others = share_out(TOTALS[group] - EMIGRANTS_TO_RUSSIA, list(percent.values())[1:])
            totals = [EMIGRANTS_TO_RUSSIA] + others
        result["country"][group] = _divide("country", group, list(percent), totals, communities, tables[group], 0.5)
    stay = share_out(TOTALS["international_migrant_workers"], list(_STAY_PERCENT.values()))
    result["length_of_stay"]["international_migrant_workers"] = _divide(
        "length_of_stay", "international_migrant_workers", list(_STAY_PERCENT), stay, communities, tables["international_migrant_workers"], 0.4)
    for group in REASON_SHARE:
        percent = _REASON_PERCENT[group]
        totals = share_out(TOTALS[group], list(percent.values()))
        result["reason"][group] = _divide("reason", group, list(percent), totals, communities, tables[group], 0.5)
        within = WITHIN_DISTRICT_SHARE[group]
        totals = share_out(TOTALS[group], [within, 100 - within])
        result["movement"][group] = _divide("movement", group, ["within_district", "between_districts"], totals, communities, tables[group], 0.5)
    return result


def _province_totals(group: str) -> dict[str, int]:
    percent = dict(zip([p.pcode for p in PROVINCES], _PROVINCE_PERCENT[group]))
    if percent[_OSH] is not None:
        return dict(zip(percent, share_out(TOTALS[group], list(percent.values()))))
    others = [pcode for pcode in percent if pcode != _OSH]
    parts = share_out(TOTALS[group] - _OSH_RETURNS, [percent[pcode] for pcode in others])
    return {_OSH: _OSH_RETURNS, **dict(zip(others, parts))}


def _district_totals(group: str, communities: list[Community]) -> dict[str, int]:
    fixed = {pcode: round(TOTALS[group] * percent / 100) for pcode, percent in _DISTRICT_PERCENT.get(group, {}).items()}
    totals = dict(fixed)
    for province, total in _province_totals(group).items():
        members = [d.pcode for d in DISTRICTS if d.province == province and d.pcode not in fixed]
        rest = total - sum(fixed[d.pcode] for d in DISTRICTS if d.province == province and d.pcode in fixed)
        weights = [sum(c.households for c in communities if c.district == m) * noise.factor(0.25, "district", group, m) for m in members]
        totals.update(zip(members, share_out(rest, weights)))
    return totals


def _window(group: str, communities: list[Community]) -> list[int]:
    """Every community's count over the whole window."""
    totals = _district_totals(group, communities)
    present = _present(group, communities, totals)
    window = [0] * len(communities)
    for district, total in totals.items():
        here = [i for i in present if communities[i].district == district]
        weights = [communities[i].households ** 0.9 * noise.factor(_UNEVEN[group], "count", group, communities[i].id) for i in here]
        caps = [max(3, int(_MOST_PER_HOUSEHOLD[group] * communities[i].households)) for i in here]
        for i, count in zip(here, share_out_capped(total, weights, caps)):
            window[i] = count
    return window


def _present(group: str, communities: list[Community], totals: dict[str, int]) -> list[int]:
    """The communities that confirm the group: the largest of each district for certain, the likely ones of the rest."""
    certain = set()
    for district, total in totals.items():
        here = sorted((i for i, c in enumerate(communities) if c.district == district), key=lambda i: (-communities[i].households, i))
        room = 0
        for i in here:
            if room >= 1.3 * total and len(certain) > 0 and i != here[0]:
                break
            certain.add(i)
            room += max(3, int(_MOST_PER_HOUSEHOLD[group] * communities[i].households))

    def likely(i):
        community = communities[i]
        per_household = totals[community.district] / max(1, _households_of(community.district, communities))
        return round(community.households ** 0.4 * per_household ** 0.25 * noise.factor(0.6, "present", group, community.id), 6)

    rest = sorted((i for i in range(len(communities)) if i not in certain), key=lambda i: (-likely(i), i))
    if len(certain) > PRESENT[group]:
        raise SystemExit(f"{group}: {len(certain)} communities are needed, only {PRESENT[group]} confirm it")
    return sorted(certain | set(rest[:PRESENT[group] - len(certain)]))


def _households_of(district: str, communities: list[Community]) -> int:
    return sum(c.households for c in communities if c.district == district)


def _by_year(group: str, communities: list[Community], window: list[int]) -> np.ndarray:
    years = YEARS[group]
    if len(years) == 1:
        return np.array(window, dtype=np.int64)[:, None]
    osh = [i for i, c in enumerate(communities) if c.province == _OSH]
    blocks = [(range(len(communities)), YEAR_TOTALS[group])]
    if group == "return_migrants":
        rest = [i for i, c in enumerate(communities) if c.province != _OSH]
        blocks = [(osh, OSH_RETURNS_BY_YEAR), (rest, [a - b for a, b in zip(YEAR_TOTALS[group], OSH_RETURNS_BY_YEAR)])]
    table = np.zeros((len(communities), len(years)), dtype=np.int64)
    for members, totals in blocks:
        active = [i for i in members if window[i]]
        weights = [[t * noise.factor(0.25, "year", group, communities[i].id, y) * noise.factor(0.12, "district year", group, communities[i].district, y)
                    for t, y in zip(totals, years)] for i in active]
        table[active] = fill_table([window[i] for i in active], totals, weights)
    return table


def _divide(dimension, group, categories, totals, communities, table, uneven):
    window = table.sum(axis=1)
    active = [i for i in range(len(communities)) if window[i]]
    weights = [[t * _LEANING.get(name, {}).get(communities[i].province, 1.0) * noise.factor(uneven, dimension, group, name, communities[i].id)
                for t, name in zip(totals, categories)] for i in active]
    divided = np.zeros((len(communities), len(categories)), dtype=np.int64)
    divided[active] = fill_table([int(window[i]) for i in active], totals, weights)
    return categories, divided
