"""Sharing out whole numbers: to one list, and to a table whose rows and columns both have given sums."""

import numpy as np


def share_out(total: int, weights) -> list[int]:
    """Whole numbers proportional to the weights that add up to the total (largest remainders, ties to the first)."""
    whole = sum(weights)
    exact = [total * w / whole for w in weights]
    parts = [int(x) for x in exact]
    by_remainder = sorted(range(len(parts)), key=lambda i: (-round(exact[i] - parts[i], 9), i))
    for i in by_remainder[:total - sum(parts)]:
        parts[i] += 1
    return parts


def share_out_capped(total: int, weights, caps) -> list[int]:
    """As share_out, but at least 1 each and no more than the caps; what a cap cuts off goes to the others."""
    parts = [1] * len(weights)
    if total < len(parts) or total > sum(caps):
        raise SystemExit(f"{total} cannot be shared among {len(parts)} with room for {sum(caps)}")
    while sum(parts) < total:
        open_ = [i for i in range(len(parts)) if parts[i] < caps[i]]
        extra = share_out(total - sum(parts), [weights[i] for i in open_])
        for i, more in zip(open_, extra):
            parts[i] = min(caps[i], parts[i] + more)
    return parts


def fill_table(row_sums: list[int], column_sums: list[int], weights) -> np.ndarray:
    """Whole numbers with exactly these sums of rows and columns, in proportions near the weights.

    Proportional fitting gives the proportions, each row is then rounded in turn while the columns' rounding errors are
    carried along, and what is left at the end is moved between two columns of large rows.
    """
    if sum(row_sums) != sum(column_sums):
        raise SystemExit(f"rows add up to {sum(row_sums)}, columns to {sum(column_sums)}")
    rows, columns = np.array(row_sums, dtype=float), np.array(column_sums, dtype=float)
    fitted = np.array(weights, dtype=float)
    for _ in range(200):
        fitted *= (rows / np.maximum(fitted.sum(axis=1), 1e-12))[:, None]
        fitted *= columns / np.maximum(fitted.sum(axis=0), 1e-12)
    table = np.zeros(fitted.shape, dtype=np.int64)
    carried = np.zeros(len(column_sums))
    for r, total in enumerate(row_sums):
        wish = np.round(fitted[r], 7)
        parts = np.floor(wish).astype(np.int64)
        # The columns that are most behind take the units that rounding down left over.
        behind = sorted(range(len(parts)), key=lambda c: (-round(carried[c] + wish[c] - parts[c], 6), c))
        step, spare = (1, total - int(parts.sum()))
        if spare < 0:
            step, behind = -1, [c for c in reversed(behind) if parts[c] > 0]
        for c in (behind * (abs(spare) // max(1, len(behind)) + 1))[:abs(spare)]:
            parts[c] += step
        carried += wish - parts
        table[r] = parts
    _even_out(table, column_sums)
    return table


def _even_out(table: np.ndarray, column_sums: list[int]) -> None:
    """Move single units within rows, one row after another, until the columns are right too."""
    largest_first = sorted(range(len(table)), key=lambda r: (-int(table[r].sum()), r))
    off = table.sum(axis=0) - np.array(column_sums)
    while off.any():
        moved = False
        for r in largest_first:
            over, under = int(np.argmax(off)), int(np.argmin(off))
            if off[over] <= 0:
                break
            if table[r, over] > 1:
                table[r, over] -= 1
                table[r, under] += 1
                off[over] -= 1
                off[under] += 1
                moved = True
        if not moved:
            raise SystemExit("no row can give: the weights contradict the sums")
