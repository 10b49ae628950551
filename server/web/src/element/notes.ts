import { build } from "../build-element";
import type { MapDocument, Source } from "../api/types";
import { translatorFor, type Translate } from "../words";

/** The words that must be on the map itself, not only below it. */
export function mapTags(map: MapDocument): string[] {
  const [t, tags]: [Translate, string[]] = [translatorFor(map.lang), []];
  if (map.boundaries === "schematic") tags.push(t("page-boundaries-schematic"));
  if (map.boundaries === "generalised") tags.push(t("page-boundaries-generalised"));
  if (map.illustrative === true) tags.push(t("page-illustrative-numbers"));
  if (map.partial === true) {
    const part = map.partial_note ?? t("page-not-all-months");
    tags.push(map.year === "window" ? t("page-with-partial-year", { part }) : t("page-partial-year-tag", { part }));
  }
  return tags;
}

export function buildSources(sources: readonly Source[], lang?: string): HTMLElement | null {
  const t = translatorFor(lang);
  if (sources.length === 0) return null;
  const list = build("ul", {});
  for (const source of sources) {
    const { citation, licence } = source;
    list.append(build("li", {}, licence === undefined ? citation : t("page-cited-licence", { citation, licence })));
  }
  return build("details", { class: "sources" }, build("summary", {}, t("page-sources")), list);
}
