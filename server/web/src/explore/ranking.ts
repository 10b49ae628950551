import type { Status, IndicatorRow } from "../api/types";
import { compareBy } from "../site/sorting";

/** A place of the table beside the map. */
export interface RankedRow {
  pcode: string;
  name: string;
  value: number | null;
  status: Status;
  /** Why there is no value, in words of the server. */
  reason: string;
  partial: boolean;
  /** 1 for the highest; places with the same value share a rank. None without a value. */
  rank: number | null;
  /** Where its bar begins and ends, of 100. */
  bar: [from: number, to: number] | null;
}

export type Extent = readonly [lowest: number, highest: number];

/** What the bars of some rows have to hold: zero, too. */
export function extentOf(values: readonly (number | null)[]): Extent {
  const known = values.filter((value) => value !== null);
  return [Math.min(0, ...known), Math.max(0, ...known)];
}

/** Rows with their ranks, the highest first; what has no value comes last, by name. */
export function ranked(rows: readonly IndicatorRow[], extent: Extent = extentOf(rows.map((row) => row.value))): RankedRow[] {
  const sorted = [...rows].sort((a, b) => byValue(a, b) || a.name.localeCompare(b.name));
  const at = (value: number): number => (extent[1] === extent[0] ? 0 : ((value - extent[0]) / (extent[1] - extent[0])) * 100);
  let rank = 0;
  return sorted.map((row, position) => {
    if (position === 0 || row.value !== sorted[position - 1]?.value) rank = position + 1;
    return {
      pcode: row.pcode ?? row.id ?? "",
      name: row.name,
      value: row.value,
      status: row.status,
      reason: row.reason_label ?? "",
      partial: row.partial === true,
      rank: row.value === null ? null : rank,
      bar: row.value === null ? null : [Math.min(at(0), at(row.value)), Math.max(at(0), at(row.value))],
    };
  });
}

const byValue = compareBy<IndicatorRow>(({ value }) => value, "descending");
const byDifference = compareBy<Difference>(({ difference }) => difference, "descending");

/** One year beside another: what two places, or one place in two years, have. */
export interface Difference {
  pcode: string;
  name: string;
  before: number | null;
  after: number | null;
  /** Nothing where one of both is not known. */
  difference: number | null;
  /** Per cent of what was before; nothing where that was nobody. */
  percent: number | null;
}

/** What changed between two years, the largest increase first. */
export function differences(rows: readonly IndicatorRow[], [first, second]: readonly [number, number]): Difference[] {
  const byPlace = new Map<string, Difference>();
  for (const row of rows) {
    const pcode = row.pcode ?? "";
    const known = byPlace.get(pcode) ?? { pcode, name: row.name, before: null, after: null, difference: null, percent: null };
    if (row.year === first) known.before = row.value;
    if (row.year === second) known.after = row.value;
    byPlace.set(pcode, known);
  }
  for (const one of byPlace.values()) {
    if (one.before === null || one.after === null) continue;
    one.difference = one.after - one.before;
    one.percent = one.before > 0 ? (one.difference / one.before) * 100 : null;
  }
  return [...byPlace.values()].sort((a, b) => byDifference(a, b) || a.name.localeCompare(b.name));
}
