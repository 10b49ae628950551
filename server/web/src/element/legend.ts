import { build } from "../build-element";
import { unitsOf, withPartial } from "../numbers";
import type { MapDocument } from "../api/types";
import { translatorFor } from "../words";
import type { CircleLegend } from "./circle-legend";
import { swatchStyle } from "./swatch";

/** What circles stand for; ranges in words and the number of districts in each: the colours only repeat it. */
export function buildLegend(map: MapDocument, circles: CircleLegend | null): HTMLElement {
  const t = translatorFor(map.lang);
  const title = withPartial(map.legend.title, map.partial, map.partial_note, map.lang);
  const list = build("ul", {});
  for (const entry of map.legend.entries) {
    const swatch = build("span", { class: `swatch ${entry.kind}`, "aria-hidden": "true" });
    Object.assign(swatch.style, swatchStyle(entry));
    list.append(
      build("li", {},
        swatch,
        build("span", { class: "range" }, entry.label),
        build("span", { class: "units" }, unitsOf(entry.units, map.by, map.lang)),
      ),
    );
  }
  const line = (...marks: string[]): HTMLElement | null => {
    const said = [...marks, map.illustrative === true ? t("page-illustrative") : ""].filter((mark) => mark !== "");
    return said.length === 0 ? null : build("p", { class: "unit" }, said.join(", "));
  };
  const counted = map.legend.circles;
  return build("section", { class: "legend", "aria-label": t("page-legend") },
    build("h3", {}, title),
    counted === undefined ? null : line(counted.unit),
    circles?.element,
    counted === undefined ? null : build("p", { class: "units" }, unitsOf(counted.units, map.by, map.lang)),
    map.marks === "circles" ? null : line(map.legend.unit ?? map.unit, map.legend.method ?? ""),
    list.childElementCount === 0 ? null : list,
  );
}
