"""Which ground belongs to which district: by cost of travel from the seats, with official areas.

Every cell goes to the district whose seat is cheapest to reach, each seat starting with a handicap. The handicaps
are moved until every district has its official share of the province: borders settle on ridges, areas are right.
"""

import numpy as np

from sources import Place
from terrain import Terrain, costs_from, travel_graph
from units import BISHKEK_CENTRES, DISTRICTS, FURTHER_ANCHORS, PROVINCES

_ROUNDS = 1000
_FIRST_STEP = 12000.0   # cost units (metres on the flat)
_STEP_SHRINKS = 0.94    # every ten rounds
_GOOD_ENOUGH = 0.005    # the largest relative error of an area
_ANCHOR_SHARE = 0.4     # a further anchor starts with this share of the cost of reaching it from the seat
_STRAIGHT_LINE_SHARE = 0.1
_UNREACHABLE = 1e9

BISHKEK = "KG11000000000"


def allocate(terrain: Terrain, province_polygons: dict, seats: dict[int, Place]) -> np.ndarray:
    """A grid of district numbers (1 + position in DISTRICTS; 0 outside), Osh city not yet cut out."""
    region = np.zeros(terrain.shape, dtype=np.int32)
    for number, province in enumerate(PROVINCES, start=1):
        if province.pcode in province_polygons:
            region[terrain.mask(province_polygons[province.pcode])] = number
    graph = travel_graph(terrain, region)
    numbers = np.zeros(terrain.shape, dtype=np.int32)
    for number, province in enumerate(PROVINCES, start=1):
        members = [(i, d) for i, d in enumerate(DISTRICTS, start=1) if d.province == province.pcode and d.seat]
        inside = region == number
        if members:
            costs = np.array([_cost_of_district(terrain, graph, inside, district, seats) for _, district in members])
            shares = np.array([district.area_km2 for _, district in members])
            # The official boundaries leave the lake out, so it does not count as ground here either.
            ground = np.where(terrain.lake, 0, terrain.area)[inside].astype(float)
            winner = _balance(costs, shares / shares.sum() * ground.sum(), ground)
            numbers[inside] = np.array([i for i, _ in members])[winner]
        elif province.pcode == BISHKEK:
            numbers[inside] = _quarters(terrain, inside, province_polygons[BISHKEK])
    return numbers


def _cost_of_district(terrain, graph, inside, district, seats) -> np.ndarray:
    seat = terrain.nearest_cell(seats[district.seat].lon, seats[district.seat].lat, inside)
    cost = costs_from(graph, seat)
    for anchor in FURTHER_ANCHORS.get(district.pcode, []):
        cell = terrain.nearest_cell(seats[anchor].lon, seats[anchor].lat, inside)
        cost = np.minimum(cost, np.rint(_ANCHOR_SHARE * cost[cell]) + costs_from(graph, cell))
    # Beyond a pass that both neighbours must use, travel costs differ by a constant and a whole valley would change
    # hands at once; a little straight-line distance lets the border stop anywhere.
    x, y = terrain.centres()
    straight = 111200 * np.sqrt(((x - seats[district.seat].lon) * 0.74) ** 2 + (y - seats[district.seat].lat) ** 2)
    cost = cost + np.rint(_STRAIGHT_LINE_SHARE * straight.ravel())
    return np.where(np.isfinite(cost), cost, _UNREACHABLE)[inside.ravel()]


def _balance(costs: np.ndarray, targets: np.ndarray, ground: np.ndarray) -> np.ndarray:
    """Move the handicaps until the areas fit; returns the winning row of `costs` for every cell.

    Where two seats lie close together a small handicap moves much ground, so the steps shrink slowly and the best
    state is kept.
    """
    handicap = np.zeros(len(targets))
    step = _FIRST_STEP * np.sqrt(targets / targets.mean())
    best, best_error = None, np.inf
    for turn in range(_ROUNDS):
        winner = np.argmin(costs + handicap[:, None], axis=0)
        areas = np.bincount(winner, weights=ground, minlength=len(targets))
        error = (np.abs(areas - targets) / targets).max()
        if error < best_error:
            best, best_error = winner, error
        if error < _GOOD_ENOUGH:
            break
        handicap += np.rint(step * np.clip((areas - targets) / targets, -1, 1))
        if turn % 10 == 9:
            step = step * _STEP_SHRINKS
    return best


def _quarters(terrain, inside, polygon) -> np.ndarray:
    """The four rayons of Bishkek: nearest nominal centre, handicapped to equal areas."""
    middle = polygon.centroid
    x, y = (values[inside] for values in terrain.centres())
    keys = sorted(BISHKEK_CENTRES)
    costs = np.array([
        np.rint(1e5 * np.sqrt(((x - middle.x - BISHKEK_CENTRES[key][0]) * 0.74) ** 2 + (y - middle.y - BISHKEK_CENTRES[key][1]) ** 2))
        for key in keys
    ])
    ground = terrain.area[inside].astype(float)
    winner = _balance(costs, np.full(len(keys), ground.sum() / len(keys)), ground)
    position = {district.pcode: i for i, district in enumerate(DISTRICTS, start=1)}
    return np.array([position[key] for key in keys])[winner]
