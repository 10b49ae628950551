import { build } from "../build-element";
import { countOf, withPartial } from "../numbers";
import type { MapDocument } from "../api/shapes";

const UNITS: Record<string, [one: string, many: string]> = {
  admin1: ["province", "provinces"],
  admin2: ["district", "districts"],
};

/** Ranges in words and the number of districts in each: the colours only repeat it. */
export function buildLegend(map: MapDocument): HTMLElement {
  const [one, many] = UNITS[map.by] ?? ["area", "areas"];
  const title = withPartial(map.legend.title, map.partial, map.partial_note);
  const list = build("ul", {});
  for (const entry of map.legend.entries) {
    const swatch = build("span", { class: `swatch ${entry.kind}`, "aria-hidden": "true" });
    swatch.style.backgroundColor = entry.color;
    list.append(
      build("li", {},
        swatch,
        build("span", { class: "range" }, entry.label),
        build("span", { class: "units" }, countOf(entry.units, one, many)),
      ),
    );
  }
  const unit = map.legend.unit ?? map.unit;
  const marks = [unit, map.illustrative === true ? "illustrative" : ""].filter((mark) => mark !== "");
  return build("section", { class: "legend", "aria-label": "Legend" },
    build("h3", {}, title),
    marks.length === 0 ? null : build("p", { class: "unit" }, marks.join(", ")),
    list,
  );
}
