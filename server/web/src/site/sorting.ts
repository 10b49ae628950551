export type Direction = "ascending" | "descending";
export type SortKey = string | number | null;

/** Orders by a key; what has no value comes last in both directions. */
export function compareBy<Row>(key: (row: Row) => SortKey, direction: Direction): (a: Row, b: Row) => number {
  const sign = direction === "ascending" ? 1 : -1;
  return (a, b) => {
    const [left, right] = [key(a), key(b)];
    if (left === null || right === null) return left === right ? 0 : left === null ? 1 : -1;
    if (typeof left === "number" && typeof right === "number") return sign * (left - right);
    return sign * String(left).localeCompare(String(right), undefined, { numeric: true });
  };
}

/** A band in the order of distance: "0-5" before "6-10" before ">25". */
export function bandOrder(band: string): number {
  const first = Number(/[\d.]+/.exec(band)?.[0] ?? "0");
  return band.startsWith(">") ? first + 0.5 : first;
}
