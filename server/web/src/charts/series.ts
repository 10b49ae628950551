import type { Status } from "../api/types";

/** What something had in a year. */
export interface Point {
  year: number;
  value: number | null;
  status: Status;
  /** Not all months of the year are counted. */
  partial: boolean;
}

export interface Series {
  /** What its line is called. */
  label: string;
  points: readonly Point[];
}

/** A part of a line: years that follow each other without a gap. */
export interface Stretch {
  label: string;
  points: Point[];
  /** The last step leads to a partial year, which is no full one to compare with. */
  dashed: boolean;
}

/** The parts of a line that can be drawn. A year without a value ends one; the step to a partial year, and from it, is a part of its own. */
export function stretches({ label, points }: Series): Stretch[] {
  const parts: Stretch[] = [];
  let open: Stretch | null = null;
  let before: Point | null = null;
  for (const point of [...points].sort((a, b) => a.year - b.year)) {
    const follows: Point | null = before !== null && before.value !== null && before.year === point.year - 1 ? before : null;
    before = point;
    if (point.value === null) {
      open = null;
      continue;
    }
    const dashed = follows !== null && (point.partial || follows.partial);
    if (open === null || follows === null || open.dashed !== dashed) {
      open = { label, points: follows === null ? [point] : [follows, point], dashed };
      parts.push(open);
    } else {
      open.points.push(point);
    }
  }
  // A year that stands alone and begins a dashed step is a part of that.
  return parts.filter((part, at) => part.points.length > 1 || parts[at + 1]?.points[0] !== part.points[0]);
}

/** Years of a line that have no value, with the reason. */
export function gaps({ points }: Series): Point[] {
  return points.filter((point) => point.value === null);
}
