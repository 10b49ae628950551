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
    """Swap communities, farthest cell first, until every sum is exact; the number of members never changes.

    A cell swaps with the nearer cells, which are not yet settled, and with `free` (those that have the service); the last
    one with `free` alone. `rank` says how alike two communities are: of the swaps that fit, the least unlike is made.
    """
    for k, (cell, inside) in enumerate(zip(cells, members)):
        missing = cell.households - int(sum(households[i] for i in inside))
        if missing:
            lists = [m for m in members[k + 1:] if len(m) > 3] + [free]
            pool = [i for group in lists for i in group]
            for out, into in _swaps(missing, inside, pool, households, rank):
                group = next(group for group in lists if into in group)
                inside[inside.index(out)], group[group.index(into)] = into, out


def _swaps(missing: int, inside: list[int], pool: list[int], households, rank: dict) -> list[tuple[int, int]]:
    """One swap that changes the sum by `missing`, or two that do together."""
    gain = households[np.array(pool)][None, :] - households[np.array(inside)][:, None]
    unlike = np.abs(np.array([rank[i] for i in pool])[None, :] - np.array([rank[i] for i in inside])[:, None])
    # The least unlike pair for every possible gain.
    order = np.argsort(np.round(unlike.ravel(), 9), kind="stable")
    values, first = np.unique(gain.ravel()[order], return_index=True)
    best = {int(v): int(order[f]) for v, f in zip(values, first)}

    def pair(flat):
        return divmod(flat, len(pool))

    options = []
    if missing in best:
        flat = best[missing]
        options.append((float(unlike.ravel()[flat]), [pair(flat)]))
    for value, flat in best.items():
        other = best.get(missing - value)
        if other is None or value > missing - value:
            continue
        (a, b), (c, d) = pair(flat), pair(other)
        if a != c and b != d:
            # Two swaps disturb more than one: they must be clearly more alike to be preferred.
            options.append((float(unlike.ravel()[flat] + unlike.ravel()[other]) + 0.02, [(a, b), (c, d)]))
    if not options:
        raise SystemExit(f"no swap makes up for {missing} households")
    _, chosen = min(options, key=lambda option: (round(option[0], 9), option[1]))
    return [(inside[a], pool[b]) for a, b in chosen]
