import { build } from "../build-element";
import type { MapDocument, Source } from "../api/shapes";

/** The words that must be on the map itself, not only below it. */
export function mapTags(map: MapDocument): string[] {
  const tags: string[] = [];
  if (map.boundaries === "schematic") tags.push("Schematic boundaries");
  if (map.boundaries === "generalised") tags.push("Generalised boundaries");
  if (map.illustrative === true) tags.push("Illustrative numbers");
  if (map.partial === true) {
    const words = map.year === "window" ? "With a partial year" : "Partial year";
    tags.push(`${words}: ${map.partial_note ?? "not all months"}`);
  }
  return tags;
}

export function buildNotes(map: MapDocument): HTMLElement | null {
  const notes = map.notes ?? [];
  if (notes.length === 0) return null;
  const list = build("ul", { class: "notes", "aria-label": "Notes" });
  for (const note of notes) list.append(build("li", {}, note));
  return list;
}

/** The disclaimer, the citation, and the sources with their licences. */
export function buildCredits(map: MapDocument): HTMLElement {
  return build("footer", {},
    paragraph("disclaimer", map.disclaimer),
    paragraph("citation", map.citation),
    buildSources(map.sources ?? []),
  );
}

export function buildSources(sources: readonly Source[]): HTMLElement | null {
  if (sources.length === 0) return null;
  const list = build("ul", {});
  for (const source of sources) {
    const licence = source.licence === undefined ? "" : ` Licence: ${source.licence}.`;
    list.append(build("li", {}, `${source.citation}${licence}`));
  }
  return build("details", { class: "sources" }, build("summary", {}, "Sources and licences"), list);
}

function paragraph(name: string, text: string | null | undefined): HTMLElement | null {
  return text === undefined || text === null || text === "" ? null : build("p", { class: name }, text);
}
