import { build } from "../build-element";
import type { FoundPlace, IndicatorRow } from "../api/types";
import { formatNumber } from "../numbers";
import { translatorFor } from "../words";
import { wordsOf } from "./ranked-table";

const t = translatorFor(null);

const FIRST = 12;

export interface CommunityTable {
  places: readonly FoundPlace[];
  /** How many there are, where not all of them were told. */
  matched: number;
  values: readonly IndicatorRow[];
  /** What the values are. */
  label: string;
  caption: string;
  server: string;
}

/** The communities of a unit, those with the most people first, each with a link to what is known of it. */
export function communitiesPanel({ places, matched, values, label, caption, server }: CommunityTable): HTMLElement {
  const lang = document.documentElement.lang;
  const byId = new Map(values.map((row) => [row.id, row]));
  const valueOf = ({ id }: FoundPlace): number => byId.get(id)?.value ?? -1;
  const sorted = [...places].sort((a, b) => valueOf(b) - valueOf(a) || a.name.localeCompare(b.name));
  const body = build("tbody");
  for (const [at, place] of sorted.entries()) {
    const row = byId.get(place.id);
    const origin = place.origin === "generated" ? build("span", { class: "origin", title: t("page-generated-community") }, t("page-generated")) : null;
    const households = place.households ?? null;
    const count = row === undefined ? t("page-no-data") : row.value === null ? wordsOf(row.status) : formatNumber(row.value, lang);
    body.append(build("tr", { hidden: at >= FIRST },
      build("th", { scope: "row" }, build("a", { href: `${server}collections/communities/items/${encodeURIComponent(place.id ?? "")}?f=html` }, place.name), origin),
      build("td", { class: "number" }, count),
      build("td", { class: "number" }, households === null ? t(place.households_status === undefined ? "page-no-data" : "page-suppressed") : formatNumber(households, lang)),
    ));
  }
  const head = build("thead", {}, build("tr", {},
    build("th", { scope: "col" }, t("page-community")), build("th", { scope: "col", class: "number" }, label), build("th", { scope: "col", class: "number" }, t("page-households-column"))));
  const table = build("table", {}, build("caption", {}, caption), head, body);
  const panel = build("div", { class: "panel communities" }, build("div", { class: "scroll", tabindex: 0, role: "region", "aria-label": caption }, table));
  if (sorted.length > FIRST) {
    const more = build("button", { type: "button", class: "secondary small" }, t("page-explore-all-parts", { number: formatNumber(sorted.length, lang) }));
    more.addEventListener("click", () => {
      for (const row of body.rows) row.hidden = false;
      more.remove();
      body.rows[FIRST]?.querySelector("a")?.focus();
    });
    panel.append(more);
  }
  if (matched > sorted.length) panel.append(build("p", { class: "quiet" }, t("page-explore-first-of", { shown: formatNumber(sorted.length, lang), all: formatNumber(matched, lang) })));
  return panel;
}
