import { build } from "../build-element";
import { formatNumber, formatValue, type Measure } from "../numbers";
import type { ValueRow, Values } from "../api/shapes";

/**
 * Every value of the map as a table, for the keyboard, for screen readers, and for browsers that cannot draw.
 * A name is a button that marks the district on the map.
 */
export function buildValueTable(
  values: Values,
  caption: string,
  measure: Measure,
  onChoose: (row: ValueRow) => void,
): HTMLElement {
  const confirming = values.rows.some((row) => row.communities_confirming !== undefined);
  const head = build("tr", {},
    build("th", { scope: "col" }, "Name"),
    build("th", { scope: "col", class: "number" }, measure.illustrative === true ? "Value (illustrative)" : "Value"),
    confirming ? build("th", { scope: "col", class: "number" }, "Communities confirming") : null,
  );
  const body = build("tbody");
  const ofYear = values.year !== "window";
  for (const row of [...values.rows].sort(largestFirst)) body.append(buildRow(row, measure, confirming, ofYear, onChoose));
  return build("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": caption },
    build("table", {},
      build("caption", {}, measure.illustrative === true ? `${caption} (illustrative)` : caption),
      build("thead", {}, head),
      body,
    ),
  );
}

/** Largest first; what is not reported comes last, in the order of names. */
export function largestFirst(a: ValueRow, b: ValueRow): number {
  const known = (row: ValueRow): number => (row.status === "reported" && row.value !== null ? row.value : -Infinity);
  const [left, right] = [known(a), known(b)];
  return left === right ? a.name.localeCompare(b.name) : right - left;
}

function buildRow(
  row: ValueRow, measure: Measure, confirming: boolean, ofYear: boolean, onChoose: (row: ValueRow) => void,
): HTMLElement {
  const name = build("button", { type: "button", class: "link", title: "Mark on the map" }, row.name);
  name.addEventListener("click", () => onChoose(row));
  const partial = ofYear && row.partial === true ? " (partial year)" : "";
  return build("tr", {},
    build("th", { scope: "row" }, name),
    build("td", { class: "number" }, formatValue(row.value, row.status, { ...measure, nobody: row.reason_label ?? measure.nobody }) + partial),
    confirming ? build("td", { class: "number" }, confirmingText(row, measure)) : null,
  );
}

function confirmingText(row: ValueRow, measure: Measure): string {
  if (row.communities_confirming === undefined) return "";
  const some = formatNumber(row.communities_confirming, measure.lang);
  return row.communities === undefined ? some : `${some} of ${formatNumber(row.communities, measure.lang)}`;
}
