"""Who has which service, and how far it is for the others: exact households in every cell of the distance table.

For each service: the communities that lack it are chosen by size and remoteness, their distance to the nearest
community that has it gives their order, the published households cut that order into bands, and small swaps make every
sum exact.
"""

import math
from dataclasses import dataclass

import numpy as np

import noise
from communities import Community, km_between
from exact_sums import Cell, make_exact, pick_exact
from published import BANDS, HOUSEHOLDS_BY_BAND, HOUSEHOLDS_FROM

BAND_EDGES = [(0, 5), (5, 10), (10, 15), (15, 20), (20, 25), (25, math.inf)]
BAND_ONLY = ["clinic", "hospital", "market"]
WITH_KM = ["drinking_water", "school", "employment_center", "bank_atm_post", "public_service_center"]

# How many lack it: 779 hospitals are published, the others are free inside the rounded per cent.
LACKING = {"clinic": 140, "hospital": 779, "market": 110, "drinking_water": 70, "school": 120, "employment_center": 889,
           "bank_atm_post": 460, "public_service_center": 869}
_SMALL_CELL = 3000  # households; one to three communities
# The farthest that a key informant would name, km.
_FARTHEST = {"drinking_water": 34.0, "school": 27.0, "employment_center": 118.0, "bank_atm_post": 86.0, "public_service_center": 104.0}


@dataclass(frozen=True)
class Access:
    available: bool
    band: str = ""
    km: float | None = None


def _cells(service: str) -> list[Cell]:
    """The published cells of one service, farthest first; a figure from the text cuts one band in two."""
    cells = []
    threshold, inclusive, beyond = HOUSEHOLDS_FROM.get(service, (None, False, 0))
    tenths_from = None if threshold is None else threshold * 10 + (0 if inclusive else 1)
    table = list(zip(BANDS, BAND_EDGES, HOUSEHOLDS_BY_BAND[service]))
    farther = 0
    for band, (low, high), households in reversed(table):
        first = 3 if low == 0 else low * 10 + 1
        last = round(_FARTHEST.get(service, 60.0) * 10) if high == math.inf else high * 10
        if tenths_from is not None and first < tenths_from <= last:
            upper = beyond - farther
            cells.append(Cell(band, tenths_from, last, upper))
            cells.append(Cell(band, first, tenths_from - 1, households - upper))
        elif households:
            cells.append(Cell(band, first, last, households))
        farther += households
    return cells


def build(communities: list[Community]) -> dict[str, list[Access]]:
    """For every service the access of each community, in the order of the communities."""
    table = {"internet": [Access(True)] * len(communities)}
    for service in BAND_ONLY + WITH_KM:
        table[service] = _one_service(service, communities)
    return table


def _one_service(service: str, communities: list[Community]) -> list[Access]:
    households = np.array([c.households for c in communities])
    cells = _cells(service)
    tendency, lacking = _choose_lacking(service, communities, households, sum(cell.households for cell in cells))
    distance = _distance_to_nearest_having(service, communities, lacking)
    # Far first; for communities that have the service the tendency to lack it stands in for the distance.
    free = [int(i) for i in sorted(np.flatnonzero(~lacking), key=lambda i: (-tendency[i], i))]
    members = _cut(cells, sorted(np.flatnonzero(lacking), key=lambda i: (-distance[i], i)), free, households)
    rank = {int(i): position / lacking.sum() for position, i in enumerate(k for cell in members for k in cell)}
    rank.update({i: 0.3 + position / len(free) for position, i in enumerate(free)})
    make_exact(cells, members, free, households, rank)
    return _accesses(service, communities, cells, members, distance)


def _choose_lacking(service, communities, households, total):
    """The small, remote and unlucky lack it; how much size counts is set so that their households come near the total."""
    wanted = LACKING[service]
    size = np.array([round(math.log(h), 6) for h in households])
    base = np.array([
        1.2 * min(c.town_km, 40) / 40 + 1.6 * noise.uniform("lacks", service, c.id) - (1.0 if c.town else 0.0) - (1.2 if c.urban else 0.0)
        for c in communities])
    low, high = 0.0, 20.0
    for _ in range(60):
        weight = (low + high) / 2
        tendency = np.round(base - weight * size, 6)
        chosen = np.argsort(-tendency, kind="stable")[:wanted]
        if households[chosen].sum() > total:
            low = weight
        else:
            high = weight
    lacking = np.zeros(len(communities), dtype=bool)
    lacking[chosen] = True
    spread = tendency.max() - tendency.min()
    return (tendency - tendency.min()) / spread, lacking


def _distance_to_nearest_having(service, communities, lacking):
    lon, lat = np.array([c.lon for c in communities]), np.array([c.lat for c in communities])
    having = np.flatnonzero(~lacking)
    distance = np.array([km_between(lon[i], lat[i], lon[having], lat[having]).min() for i in range(len(communities))])
    detour = np.array([1.1 + 0.7 * noise.uniform("detour", service, c.id) for c in communities])
    return np.round(distance * detour, 6)


def _cut(cells: list[Cell], far_first: list, free: list[int], households) -> list[list[int]]:
    """Cut the order into the cells; cells of a few households are picked from the farthest that fit exactly.

    Such a cell may need a community from `free`; then the nearest of the lacking takes its place there.
    """
    remaining = [int(i) for i in far_first]
    members: list[list[int]] = [[] for _ in cells]
    small = [k for k, cell in enumerate(cells) if cell.households < _SMALL_CELL]
    for k in small:
        before = sum(cell.households for cell in cells[:k])
        members[k] = pick_exact(cells[k].households, remaining, free, households, before)
        for i in members[k]:
            if i in remaining:
                remaining.remove(i)
            else:
                free[free.index(i)] = remaining.pop()
    large = [k for k in range(len(cells)) if k not in small]
    for k in large:
        target, have = cells[k].households, 0
        while remaining and (k == large[-1] or have + households[remaining[0]] / 2 <= target):
            members[k].append(remaining.pop(0))
            have += households[members[k][-1]]
    return members


def _accesses(service, communities, cells, members, distance) -> list[Access]:
    access = [Access(True)] * len(communities)
    for cell, inside in zip(cells, members):
        ordered = sorted(inside, key=lambda i: (distance[i], i))
        for position, i in enumerate(ordered):
            if service in BAND_ONLY:
                access[i] = Access(False, cell.band)
                continue
            # Evenly through the cell in the order of true distance; few at the far end of an open band.
            along = (position + noise.uniform("km", service, communities[i].id)) / len(ordered)
            if cell.band == ">25" and cell.last_tenth > 300:
                along = along ** 2
            tenths = cell.first_tenth + int(along * (cell.last_tenth - cell.first_tenth + 1))
            access[i] = Access(False, cell.band, min(tenths, cell.last_tenth) / 10)
    return access
