"""Exact household sums by swapping whole communities between cells.

With a thousand communities of all sizes there is nearly always a pair whose difference is just what is missing.
"""

from dataclasses import dataclass
from itertools import combinations

import numpy as np


_FIRST_SWAPS = 400     # how many first swaps are tried when two are needed
_SECOND_SWAP = 0.02    # what a second swap costs, in ranks


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
    """Swap communities, farthest cell first, until every sum is exact; the number of members never changes.

    A cell swaps with the nearer cells, which are not yet settled, and with `free` (those that have the service); the last
    one with `free` alone. `rank` says how alike two communities are: of the swaps that fit, the least unlike is made.
    """
    for k, (cell, inside) in enumerate(zip(cells, members)):
        lists = [m for m in members[k + 1:] if len(m) > 3] + [free]

        def exchange(swaps, inside=inside, lists=lists):
            for out, into in swaps:
                group = next(group for group in lists if into in group)
                inside[inside.index(out)], group[group.index(into)] = into, out

        while missing := cell.households - int(sum(households[i] for i in inside)):
            pool = [i for group in lists for i in group]
            exchange(_swaps(missing, inside, pool, households, rank) or _nearer(missing, inside, pool, households, rank))


def _nearer(missing: int, inside: list[int], pool: list[int], households, rank: dict) -> list[tuple[int, int]]:
    """A swap that closes most of a gap too wide for two."""
    gain, unlike = _every_swap(inside, pool, households, rank)
    left = np.abs(missing - gain)
    cost = np.where(left < abs(missing), left + abs(missing) * unlike, np.inf)
    if not np.isfinite(cost).any():
        raise SystemExit(f"no swap among {len(inside)} and {len(pool)} communities makes up for {missing} households")
    a, b = np.unravel_index(np.argmin(np.round(cost, 6)), cost.shape)
    return [(inside[a], pool[b])]


def _every_swap(inside: list[int], pool: list[int], households, rank: dict) -> tuple[np.ndarray, np.ndarray]:
    """For a member going out (row) and another coming in (column): households gained, and how unlike they are."""
    gain = households[np.array(pool)][None, :] - households[np.array(inside)][:, None]
    unlike = np.abs(np.array([rank[i] for i in pool])[None, :] - np.array([rank[i] for i in inside])[:, None])
    return gain, np.round(unlike, 9)


def _swaps(missing: int, inside: list[int], pool: list[int], households, rank: dict) -> list[tuple[int, int]]:
    """One swap that changes the sum by `missing`, or two that do together, as pairs (goes out, comes in); empty if there are none."""
    gain, unlike = _every_swap(inside, pool, households, rank)
    options = []
    fitting = np.argwhere(gain == missing)
    if len(fitting):
        a, b = min(map(tuple, fitting), key=lambda place: (unlike[place], place))
        options.append((unlike[a, b], [(a, b)]))
    # Two swaps: for the first any of the most alike, for the second whatever fits. They must be clearly better than one.
    columns: dict[int, list[int]] = {}
    for b, i in enumerate(pool):
        columns.setdefault(int(households[i]), []).append(b)
    for flat in np.argsort(unlike.ravel(), kind="stable")[:_FIRST_SWAPS]:
        a, b = divmod(int(flat), len(pool))
        for c in range(len(inside)):
            if c != a:
                needed = int(households[inside[c]]) + missing - int(gain[a, b])
                options += [(unlike[a, b] + unlike[c, d] + _SECOND_SWAP, [(a, b), (c, d)]) for d in columns.get(needed, []) if d != b]
    if not options:
        return []
    _, chosen = min(options, key=lambda option: (option[0], option[1]))
    return [(inside[a], pool[b]) for a, b in chosen]
