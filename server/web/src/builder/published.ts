import type { MapDocument } from "../api/types";
import { requestOf, type MapRequest } from "../element/request";
import type { BuilderState } from "./state";

type Shown = Omit<MapDocument, "style">;

/** No more than this many numbers make classes. */
const MOST_BREAKS = 6;

/** The map that is published: the one that stays as it is, or the one that follows new rounds. */
export function published(state: BuilderState, shown: Shown): MapRequest {
  const request = state.latest ? followingRounds(state.map, shown) : pinned(shown);
  // Readers of an article have it in the language of the article, whatever their browsers prefer.
  const lang = shown.lang ?? state.map.lang;
  return lang === undefined ? request : { ...request, lang };
}

/** Every choice is named, the breaks between classes as numbers: no new round and no later default changes what was published. */
export function pinned(shown: Shown): MapRequest {
  const { method, classes, breaks, ...request } = requestOf(shown);
  // Circles have no classes: with `own` their size follows from the numbers of this round alone.
  if (shown.marks === "circles") return { ...request, breaks: "own" };
  const numbers = breaksOf(shown);
  if (numbers.length > 0) return { ...request, breaks: numbers.map(String).join(",") };
  return { ...requestOf(shown), breaks: breaks ?? "own" };
}

/** The measure stays; round, breaks, and a period that is all years, are those of the newest round. */
function followingRounds(asked: MapRequest, shown: Shown): MapRequest {
  const { round, year, breaks, ...request } = requestOf(shown);
  const kept: MapRequest = { ...request };
  if (year !== undefined && year !== "window") kept.year = year;
  if (asked.breaks !== undefined && breaks !== undefined) kept.breaks = breaks;
  return kept;
}

/** Where the classes of a map meet, ascending; none where it has no classes that can be told by numbers. */
export function breaksOf(shown: Shown): number[] {
  const classes = (shown.classes ?? []).filter(({ kind }) => kind !== "zero");
  const isOneValue = ({ low, high }: { low: number; high: number }): boolean => low >= high;
  const between = classes.slice(1).map((above, at) => {
    const below = classes[at];
    return below === undefined || isOneValue(below) ? above.low : below.high;
  });
  // Changes have the same breaks on both sides of zero, though the largest may occur on one side alone.
  const sizes = shown.per === "change" ? between.map(Math.abs) : [];
  const all = shown.per === "change" ? [...sizes.map((size) => -size), ...sizes] : between;
  const breaks = [...new Set(all)].sort((a, b) => a - b);
  return breaks.length <= MOST_BREAKS && breaks.every(Number.isFinite) ? breaks : [];
}
