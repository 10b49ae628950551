"""The ground as a grid of half-minute cells, and the cost of travelling over it.

All costs and areas are whole numbers, so sums are exact and the result does not depend on the machine.
"""

import math
from dataclasses import dataclass

import numpy as np
import shapely
from scipy.ndimage import label
from scipy.sparse import coo_matrix, csr_matrix
from scipy.sparse.csgraph import dijkstra

from sources import ElevationGrid

WEST, SOUTH, EAST, NORTH = 69.0, 39.0, 80.5, 43.5
_PER_DEGREE = 240          # cells per degree in the elevation file
_COARSEN = 2               # half-minute cells: fine enough for ridges, small enough for seconds
CELL_DEGREES = _COARSEN / _PER_DEGREE
_KM_PER_DEGREE = 111.2
_MEAN_COS_LATITUDE = 0.74  # one figure for the whole country: 3 % at most, far below the uncertainty of the method

# Cost of one metre on the flat is 1; a slope of 5 % doubles it; above 3,000 m it grows with the height.
# Chosen by comparing a handful of settings with the official districts.
_SLOPE_COST = 28.0
_HIGH_GROUND_COST, _HIGH_GROUND_FROM = 6.0, 3000.0
_LAKE_COST = 10.0
_ISSYK_KUL = (76.0, 42.1, 78.6, 42.85, 1600.0)  # box and level of the lake in the grid

_STEPS = [(0, 1), (1, 0), (1, 1), (1, -1), (1, 2), (2, 1), (1, -2), (2, -1)]


@dataclass(frozen=True)
class Terrain:
    lon: np.ndarray        # cell centres
    lat: np.ndarray
    metres: np.ndarray     # [row, column], south to north
    lake: np.ndarray       # true on the water of Issyk-Kul
    slope: np.ndarray      # steepest rise to a neighbour, metres per metre
    area: np.ndarray       # whole hectares per cell

    @property
    def shape(self):
        return self.metres.shape

    def centres(self):
        return np.meshgrid(self.lon, self.lat)

    def cell_of(self, lon: float, lat: float) -> tuple[int, int]:
        row = int((lat - self.lat[0]) / CELL_DEGREES + 0.5)
        column = int((lon - self.lon[0]) / CELL_DEGREES + 0.5)
        return row, column

    def nearest_cell(self, lon: float, lat: float, allowed: np.ndarray) -> int:
        """Flat index of the allowed cell nearest to the point."""
        x, y = self.centres()
        distance = ((x - lon) * _MEAN_COS_LATITUDE) ** 2 + (y - lat) ** 2
        return int(np.argmin(np.where(allowed, distance, np.inf)))

    def mask(self, polygon) -> np.ndarray:
        x, y = self.centres()
        shapely.prepare(polygon)
        return shapely.contains_xy(polygon, x, y)


def build(grid: ElevationGrid) -> Terrain:
    first_row, first_column = np.searchsorted(grid.lat, SOUTH), np.searchsorted(grid.lon, WEST)
    rows, columns = int((NORTH - SOUTH) * _PER_DEGREE) // _COARSEN, int((EAST - WEST) * _PER_DEGREE) // _COARSEN
    window = grid.metres[first_row:first_row + rows * _COARSEN, first_column:first_column + columns * _COARSEN]
    metres = window.reshape(rows, _COARSEN, columns, _COARSEN).mean(axis=(1, 3))
    lat = grid.lat[first_row:first_row + rows * _COARSEN].reshape(rows, _COARSEN).mean(axis=1)
    lon = grid.lon[first_column:first_column + columns * _COARSEN].reshape(columns, _COARSEN).mean(axis=1)
    side_km = _KM_PER_DEGREE * CELL_DEGREES
    hectares = np.array([round(100 * side_km * side_km * math.cos(math.radians(float(value)))) for value in lat])
    return Terrain(lon, lat, metres, _lake(lon, lat, metres), _slope(metres), np.repeat(hectares[:, None], columns, axis=1))


def _lake(lon, lat, metres) -> np.ndarray:
    west, south, east, north, level = _ISSYK_KUL
    x, y = np.meshgrid(lon, lat)
    flat = (abs(metres - level) < 1.5) & (x > west) & (x < east) & (y > south) & (y < north)
    parts, _ = label(flat)
    largest = np.bincount(parts.ravel())[1:].argmax() + 1
    return parts == largest


def _slope(metres) -> np.ndarray:
    side = _KM_PER_DEGREE * 1000 * CELL_DEGREES
    north_south = np.abs(np.gradient(metres, axis=0)) / side
    east_west = np.abs(np.gradient(metres, axis=1)) / (side * _MEAN_COS_LATITUDE)
    return np.maximum(north_south, east_west)


def travel_graph(terrain: Terrain, region: np.ndarray) -> csr_matrix:
    """Cost of every step between neighbouring cells of the same region (`region` 0 is outside)."""
    rows, columns = terrain.shape
    index = np.arange(rows * columns).reshape(rows, columns)
    height, where, water = terrain.metres.ravel(), region.ravel(), terrain.lake.ravel()
    starts, ends, costs = [], [], []
    for down, right in _STEPS:
        if right >= 0:
            a, b = index[:rows - down, :columns - right].ravel(), index[down:, right:].ravel()
        else:
            a, b = index[:rows - down, -right:].ravel(), index[down:, :columns + right].ravel()
        inside = (where[a] == where[b]) & (where[a] != 0)
        a, b = a[inside], b[inside]
        side = _KM_PER_DEGREE * 1000 * CELL_DEGREES
        metres = math.sqrt((down * side) ** 2 + (right * side * _MEAN_COS_LATITUDE) ** 2)
        slope = np.abs(height[a] - height[b]) / metres
        above = np.maximum(0.0, (height[a] + height[b]) / 2 - _HIGH_GROUND_FROM) / 1000
        cost = metres * (1 + _SLOPE_COST * slope + _HIGH_GROUND_COST * above * above)
        cost = np.where(water[a] | water[b], cost * _LAKE_COST, cost)
        starts.append(a)
        ends.append(b)
        costs.append(np.rint(cost))
    size = rows * columns
    return coo_matrix((np.concatenate(costs), (np.concatenate(starts), np.concatenate(ends))), shape=(size, size)).tocsr()


def costs_from(graph: csr_matrix, cell: int) -> np.ndarray:
    """Cheapest cost from one cell to every other (infinite where there is no way)."""
    return dijkstra(graph, directed=False, indices=cell)
