import { build } from "../build-element";
import { formatNumber, formatValue, illustrative, type Measure } from "../numbers";
import { translatorFor } from "../words";
import type { ValueRow, Values } from "../api/types";

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
  const t = translatorFor(measure.lang);
  const confirming = values.rows.some((row) => row.communities_confirming !== undefined);
  const head = build("tr", {},
    build("th", { scope: "col" }, t("page-name")),
    build("th", { scope: "col", class: "number" }, measure.illustrative === true ? illustrative(t("page-value"), measure.lang) : t("page-value")),
    confirming ? build("th", { scope: "col", class: "number" }, t("page-communities-confirming")) : null,
  );
  const body = build("tbody");
  const ofYear = values.year !== "window";
  for (const row of [...values.rows].sort(largestFirst)) body.append(buildRow(row, measure, confirming, ofYear, onChoose));
  return build("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": caption },
    build("table", {},
      build("caption", {}, measure.illustrative === true ? illustrative(caption, measure.lang) : caption),
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
  const t = translatorFor(measure.lang);
  const name = build("button", { type: "button", class: "link", title: t("page-mark-on-map") }, row.name);
  name.addEventListener("click", () => onChoose(row));
  const value = formatValue(row.value, row.status, { ...measure, nobody: row.reason_label ?? measure.nobody });
  const isPartial = ofYear && row.partial === true;
  return build("tr", {},
    build("th", { scope: "row" }, name),
    build("td", { class: "number" }, isPartial ? t("page-partial-value", { value }) : value),
    confirming ? build("td", { class: "number" }, confirmingText(row, measure)) : null,
  );
}

function confirmingText(row: ValueRow, measure: Measure): string {
  if (row.communities_confirming === undefined) return "";
  const some = formatNumber(row.communities_confirming, measure.lang);
  if (row.communities === undefined) return some;
  const t = translatorFor(measure.lang);
  return t("page-some-of-all", { some, all: formatNumber(row.communities, measure.lang) });
}
