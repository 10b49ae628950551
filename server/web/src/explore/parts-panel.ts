import { build } from "../build-element";
import type { IndicatorRow } from "../api/types";
import { translatorFor } from "../words";
import { drawBar, wordsOf } from "./ranked-table";
import { ranked } from "./ranking";

const t = translatorFor(null);

/** So many parts are shown at first. */
const FIRST = 6;

/** The parts of a count as bars, the largest first: each row says its number. */
export function partsPanel(rows: readonly IndicatorRow[], caption: string, format: (value: number) => string, first = FIRST): HTMLElement {
  const body = build("tbody");
  const parts = ranked(rows);
  for (const [at, { name, value, status, bar }] of parts.entries()) {
    const cell = build("td", { class: value === null ? "value missing" : "value" }, build("span", {}, value === null ? wordsOf(status) : format(value)), bar === null ? null : drawBar(bar));
    body.append(build("tr", { hidden: at >= first }, build("th", { scope: "row" }, name), cell));
  }
  const table = build("table", { class: "parts" }, build("caption", {}, caption), body);
  if (parts.length <= first) return build("div", { class: "panel" }, table);
  const more = build("button", { type: "button", class: "secondary small" }, t("page-explore-all-parts", { number: String(parts.length) }));
  more.addEventListener("click", () => {
    for (const row of body.rows) row.hidden = false;
    more.remove();
    body.rows[first]?.querySelector("th")?.setAttribute("tabindex", "-1");
    body.rows[first]?.querySelector("th")?.focus();
  });
  return build("div", { class: "panel" }, table, more);
}
