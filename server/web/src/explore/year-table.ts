import { build } from "../build-element";
import type { Group } from "../api/types";
import type { Series } from "../charts/series";
import { yearLabel } from "../element/choices";
import { translatorFor } from "../words";
import { wordsOf } from "./ranked-table";

const t = translatorFor(null);

export interface YearRow {
  label: string;
  group: Group;
  series: Series;
  /** What is said behind the years, such as a rank. */
  after?: string;
}

/** What a chart of lines shows, as a table: a row for each line, a column for each year. */
export function yearTable(rows: readonly YearRow[], caption: string, format: (value: number) => string, after = ""): HTMLElement {
  const years = [...new Set(rows.flatMap(({ series }) => series.points.map(({ year }) => year)))].sort((a, b) => a - b);
  const groupOf = (year: number): Group | undefined => rows.find(({ group }) => group.years?.includes(year))?.group;
  const head = build("tr", {}, build("th", { scope: "col" }, t("page-name")));
  for (const year of years) {
    const group = groupOf(year);
    head.append(build("th", { scope: "col", class: "number" }, group === undefined ? String(year) : yearLabel(group, year)));
  }
  if (after !== "") head.append(build("th", { scope: "col" }, after));
  const body = build("tbody");
  for (const row of rows) {
    const line = build("tr", {}, build("th", { scope: "row" }, row.label));
    for (const year of years) {
      const point = row.series.points.find((one) => one.year === year);
      // A year that a group was not counted in is no gap in its data.
      const words = point === undefined ? "\u2013" : point.value === null ? wordsOf(point.status) : format(point.value);
      line.append(build("td", { class: point?.value == null ? "number missing" : "number" }, words));
    }
    if (after !== "") line.append(build("td", {}, row.after ?? ""));
    body.append(line);
  }
  const table = build("table", {}, build("caption", {}, caption), build("thead", {}, head), body);
  return build("div", { class: "scroll", tabindex: 0, role: "region", "aria-label": caption }, table);
}
