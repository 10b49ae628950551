import type { Catalogue, Group, FoundPlace, Round, IndicatorRow } from "../api/types";
import type { Series } from "../charts/series";
import type { ExploreData } from "./explore-data";
import { ranked } from "./ranking";

/** What a place had of a group in each year, and where it stands among the places beside it. */
export interface GroupHistory {
  group: Group;
  series: Series;
  /** Of the last full year: its rank among the units of the same larger unit, and how many have a value. */
  rank: { year: number; rank: number; of: number } | null;
}

/** What is asked of each place. */
export interface Asked {
  round: Round;
  catalogue: Catalogue;
  lang: string | undefined;
}

/** The groups of a round that have years; a stock, counted on one day, has none. */
export function groupsWithYears(round: Round): Group[] {
  return round.groups.filter((group) => group.kind !== "stock" && (group.years?.length ?? 0) > 0);
}

export function lastFullYear(group: Group): number | undefined {
  return group.years?.filter((year) => group.partial?.[String(year)] === undefined).at(-1);
}

/** The line of a place, from rows of all years. */
export function seriesOf(rows: readonly IndicatorRow[], pcode: string, label: string): Series {
  const points = rows.flatMap(({ pcode: of, year, value, status, partial }) =>
    of === pcode && typeof year === "number" ? [{ year, value, status, partial: partial === true }] : []);
  return { label, points };
}

/** Where a place stands in a year; nothing where it has no value, or stands alone. */
export function rankOf(rows: readonly IndicatorRow[], pcode: string, year: number | undefined): GroupHistory["rank"] {
  if (year === undefined) return null;
  const ofYear = ranked(rows.filter((row) => row.year === year));
  const known = ofYear.filter(({ value }) => value !== null);
  const rank = known.find((row) => row.pcode === pcode)?.rank ?? null;
  return rank === null || known.length < 2 ? null : { year, rank, of: known.length };
}

/** All groups of a round at a place. The units beside it come with it, for its rank. */
export async function historiesOf(data: ExploreData, place: FoundPlace, { round, catalogue, lang }: Asked): Promise<GroupHistory[]> {
  const pcode = place.pcode ?? "";
  const isKnown = ({ group }: Group): boolean => catalogue.indicators.find(({ id }) => id === group)?.levels?.includes(place.level) === true;
  return Promise.all(groupsWithYears(round).filter(isKnown).map(async (group) => {
    const { rows } = await data.values(group.group, { by: place.level, round: round.id, year: "all", within: place.parent, lang });
    return { group, series: seriesOf(rows, pcode, group.label), rank: rankOf(rows, pcode, lastFullYear(group)) };
  }));
}
