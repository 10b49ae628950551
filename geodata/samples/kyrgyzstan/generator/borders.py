"""From a grid of districts to lines that look like borders: trace, then smooth, neighbours sharing one line."""

from collections import defaultdict

import numpy as np
from scipy.ndimage import distance_transform_edt, uniform_filter
from shapely.geometry import LineString

from terrain import CELL_DEGREES, Terrain

_MAJORITY_WINDOW = 5        # cells; takes the fray off before tracing
_SMOOTHING_PASSES = 3
_SIMPLIFY_DEGREES = 0.0012  # about 120 m


def inner_borders(terrain: Terrain, numbers: np.ndarray, inside: np.ndarray) -> list[LineString]:
    """The borders between the districts of one province, running on beyond its edge so that they can be cut there."""
    grid = _majority(_spread(np.where(inside, numbers, 0)))
    return [LineString(_smooth(line)) for line in _trace(terrain, grid)]


def _spread(grid: np.ndarray) -> np.ndarray:
    """Every outside cell takes the number of the nearest inside cell."""
    nearest = distance_transform_edt(grid == 0, return_distances=False, return_indices=True)
    return grid[tuple(nearest)]


def _majority(grid: np.ndarray) -> np.ndarray:
    """The commonest number around each cell (counts are whole, ties go to the lower number)."""
    numbers = np.unique(grid)
    counts = [np.rint(uniform_filter((grid == n).astype(float), _MAJORITY_WINDOW) * _MAJORITY_WINDOW ** 2) for n in numbers]
    return numbers[np.argmax(np.array(counts), axis=0)]


def _trace(terrain: Terrain, grid: np.ndarray):
    """Chains of cell corners between cells of different districts, broken where three districts meet."""
    links = defaultdict(list)
    rows, columns = grid.shape
    for row, column in zip(*np.nonzero(grid[:, :-1] != grid[:, 1:])):
        a, b = (int(row), int(column) + 1), (int(row) + 1, int(column) + 1)
        links[a].append(b)
        links[b].append(a)
    for row, column in zip(*np.nonzero(grid[:-1, :] != grid[1:, :])):
        a, b = (int(row) + 1, int(column)), (int(row) + 1, int(column) + 1)
        links[a].append(b)
        links[b].append(a)
    used = set()

    def walk(start, following):
        chain = [start, following]
        used.add(frozenset(chain))
        while len(links[chain[-1]]) == 2:
            onward = [p for p in links[chain[-1]] if frozenset((chain[-1], p)) not in used]
            if not onward:
                break
            used.add(frozenset((chain[-1], onward[0])))
            chain.append(onward[0])
        return chain

    knots = [p for p in sorted(links) if len(links[p]) != 2]
    for start in knots + sorted(links):
        for following in sorted(links[start]):
            if frozenset((start, following)) not in used:
                chain = walk(start, following)
                yield [(float(terrain.lon[0]) + (c - 0.5) * CELL_DEGREES, float(terrain.lat[0]) + (r - 0.5) * CELL_DEGREES) for r, c in chain]


def _smooth(points: list) -> list:
    """Weighted averages along the line (1 2 3 2 1), ends fixed; then drop what no eye would miss."""
    line = np.array(points)
    closed = points[0] == points[-1]
    for _ in range(_SMOOTHING_PASSES):
        if len(line) < 3:
            break
        if closed:
            ring = line[:-1]
            padded = np.concatenate([ring[-2:], ring, ring[:2]])
        else:
            # Mirrored through the end points, which therefore stay where they are.
            padded = np.concatenate([2 * line[:1] - line[2:0:-1], line, 2 * line[-1:] - line[-2:-4:-1]])
        n = len(padded) - 4
        line = (padded[:n] + 2 * padded[1:n + 1] + 3 * padded[2:n + 2] + 2 * padded[3:n + 3] + padded[4:n + 4]) / 9
        if closed:
            line = np.concatenate([line, line[:1]])
    return list(LineString(line).simplify(_SIMPLIFY_DEGREES).coords)
