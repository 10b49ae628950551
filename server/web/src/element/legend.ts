import { build } from "../build-element";
import { unitsOf, withPartial } from "../numbers";
import type { MapDocument } from "../api/types";
import { translatorFor } from "../words";
import { swatchStyle } from "./swatch";

/** Ranges in words and the number of districts in each: the colours only repeat it. */
export function buildLegend(map: MapDocument): HTMLElement {
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
  const unit = map.legend.unit ?? map.unit;
  const marks = [unit, map.legend.method ?? "", map.illustrative === true ? t("page-illustrative") : ""].filter((mark) => mark !== "");
  return build("section", { class: "legend", "aria-label": t("page-legend") },
    build("h3", {}, title),
    marks.length === 0 ? null : build("p", { class: "unit" }, marks.join(", ")),
    list,
  );
}
