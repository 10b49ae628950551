/** Which year comes after another when years are played: the first one after the last, and before all when all years are shown together. */
export function nextYear(years: readonly number[], shown: number | null): number | null {
  const at = shown === null ? -1 : years.indexOf(shown);
  return years[(at + 1) % Math.max(years.length, 1)] ?? null;
}

/** Whether a play that shows a year has come to its end. */
export function isLast(years: readonly number[], shown: number | null): boolean {
  return shown !== null && shown === years.at(-1);
}
