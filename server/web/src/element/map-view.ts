import type { MapDocument, ValueRow } from "../api/types";
import { build } from "../build-element";
import type { MapCanvas } from "../map/canvas";
import { DistrictPointer } from "../map/district-pointer";
import { elementStyle, tileLayer } from "../map/style";
import type { Measure } from "../numbers";
import { translatorFor } from "../words";
import { mapTags } from "./notes";
import { describe, districtFromRow, districtFromTile, Tooltip } from "./tooltip";

/** The drawn part of the element: map, tooltip, cross-hairs, and the words that lie on the map. */
export class MapView {
  readonly element: HTMLElement;
  private readonly container = build("div", { class: "map" });
  private readonly tags = build("ul", { class: "tags", "aria-label": translatorFor(null)("page-about-map") });
  private readonly tooltip = new Tooltip();
  private canvas: MapCanvas | null = null;
  private pointer: DistrictPointer | null = null;
  private document: MapDocument | null = null;

  constructor(
    private readonly announce: (text: string) => void,
    private readonly onTrouble: () => void,
    private readonly onZoom: (zoom: number) => void,
  ) {
    const cross = build("div", { class: "cross", "aria-hidden": "true" });
    const drawing = build("div", { class: "drawing" }, this.container, cross, this.tooltip.element);
    this.element = build("div", { class: "view" }, this.tags, drawing);
  }

  get map(): MapCanvas["map"] | null {
    return this.canvas?.map ?? null;
  }

  /** Draws the document and resolves when it is drawn. */
  async show(document: MapDocument, signal: AbortSignal): Promise<void> {
    const { MapCanvas } = await import("../map/canvas");
    if (signal.aborted) return;
    this.pointer?.clear();
    this.document = document;
    this.tags.replaceChildren(...mapTags(document).map((tag) => build("li", {}, tag)));
    const style = elementStyle(document);
    if (this.canvas === null) {
      this.canvas = new MapCanvas(this.container, style, document.bounds, this.onTrouble);
      const { map } = this.canvas;
      map.on("zoom", () => this.onZoom(map.getZoom()));
      this.pointer = new DistrictPointer(this.canvas.map, (pointed) => {
        if (pointed === null) this.tooltip.hide();
        else this.showTooltip(pointed.properties, pointed, pointed.by !== "pointer");
      });
    } else {
      this.canvas.show(style, document.bounds);
    }
    this.canvas.name(translatorFor(document.lang)("page-map-keys", { title: document.title }));
    this.onZoom(this.canvas.map.getZoom());
    await this.canvas.settled();
  }

  /** Marks a district that was chosen in the table. */
  mark(row: ValueRow): void {
    if (this.document === null) return;
    this.pointer?.mark(row.pcode, tileLayer(this.document));
    const district = districtFromRow(row);
    const measure = measureOf(this.document);
    const note = partialNote(this.document);
    this.tooltip.show(district, measure, note, null);
    this.announce(describe(district, measure, note));
  }

  redraw(): void {
    this.canvas?.redraw();
  }

  remove(): void {
    this.canvas?.remove();
    this.canvas = null;
    this.pointer = null;
  }

  private showTooltip(properties: Record<string, unknown>, at: { x: number; y: number }, aloud: boolean): void {
    if (this.document === null) return;
    const district = districtFromTile(properties, this.document.lang ?? "en");
    const measure = measureOf(this.document);
    const note = partialNote(this.document);
    this.tooltip.show(district, measure, note, at);
    if (aloud) this.announce(describe(district, measure, note));
  }
}

/** Which part of the year the values cover; nothing for the window, whose title says it once. */
function partialNote(document: MapDocument): string {
  return document.year === "window" ? "" : document.partial_note ?? "";
}

export function measureOf(document: MapDocument): Measure {
  return {
    unit: document.unit,
    per: document.per,
    illustrative: document.illustrative,
    lang: document.lang,
    decimals: document.legend.decimals,
    nobody: document.legend.entries.find((entry) => entry.kind === "not_applicable")?.label,
  };
}
