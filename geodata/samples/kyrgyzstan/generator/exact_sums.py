"""Exact household sums by swapping whole communities between cells.

With a thousand communities of all sizes there is nearly always a pair whose difference is just what is missing.
"""

from dataclasses import dataclass
from itertools import combinations

import numpy as np


@dataclass(frozen=True)
class Cell:
    band: str
    first_tenth: int   # kilometres in tenths, both ends included
    last_tenth: int
    households: int    # the published sum


def pick_exact(target: int, lacking: list[int], free: list[int], households, households_before: int) -> list[int]:
    """One to three communities with exactly this sum, as near as possible to where the cell lies in the order.

    `lacking` is ordered far first; the wished place is where the farther cells end. Communities of `free` (likely ones
    first) come after all of `lacking`.
    """
    sizes = [int(households[i]) for i in lacking]
    reached, wish = 0, 0
    while wish < len(sizes) - 1 and reached < households_before:
        reached += sizes[wish]
        wish += 1
    candidates = [lacking[p] for p in sorted(range(len(lacking)), key=lambda p: (abs(p - wish), p))] + free
    for count, reach in ((1, 40), (2, 60), (3, 40), (1, 150), (2, 150), (1, len(candidates)), (2, len(candidates)), (3, 150)):
        for subset in sorted(combinations(range(min(reach, len(candidates))), count), key=max):
            if sum(int(households[candidates[p]]) for p in subset) == target:
                return [candidates[p] for p in subset]
    raise SystemExit(f"no one to three communities with exactly {target} households")


def make_exact(cells: list[Cell], members: list[list[int]], free: list[int], households, rank: dict) -> None:
    """Swap members of each cell with free communities (those that have the service) until every sum is exact.

    The number of members never changes. `rank` says how alike two communities are; alike ones are swapped first.
    """
    for cell, inside in zip(cells, members):
        missing = cell.households - int(sum(households[i] for i in inside))
        guard = 0
        while missing:
            guard += 1
            if guard > 200:
                raise SystemExit(f"cannot reach {cell.households} households in {cell.band}")
            missing -= _best_swap(missing, inside, free, households, rank)


def _best_swap(missing: int, inside: list[int], free: list[int], households, rank: dict) -> int:
    """Make the swap that closes the gap, or the one that comes nearest to closing it; returns the change of the sum."""
    out, into = np.array(inside), np.array(free)
    change = households[into][None, :] - households[out][:, None]
    left = np.abs(missing - change)
    unlike = np.abs(np.array([rank[i] for i in free])[None, :] - np.array([rank[i] for i in inside])[:, None])
    exact = left == 0
    if exact.any():
        cost = np.where(exact, unlike, np.inf)
    else:
        # Leave a gap of typical size, for which many exact pairs exist, rather than the smallest one.
        cost = np.where(left < abs(missing), left + 50 * unlike, np.inf)
        if not np.isfinite(cost).any():
            cost = left + 50.0 * unlike
    a, b = np.unravel_index(np.argmin(cost), cost.shape)
    inside[a], free[b] = int(into[b]), int(out[a])
    return int(change[a, b])
