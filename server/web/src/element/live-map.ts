import type { MapDocument } from "../api/types";
import { build } from "../build-element";
import { MapCanvas } from "../map/canvas";
import { DistrictPointer } from "../map/district-pointer";
import { elementStyle, tileLayer } from "../map/style";
import { formatNumber, illustrative } from "../numbers";
import { loadWords, translatorFor } from "../words";
import type { Pointed } from "./unit-pointer";
import type { Unit } from "./units";

/** The map of MapLibre, over the picture that the page came with: it can be moved and zoomed. */
export class LiveMap {
  readonly element: HTMLElement;
  private readonly container = build("div", { class: "map" });
  private canvas: MapCanvas | null = null;
  private pointer: DistrictPointer | null = null;
  private document: MapDocument | null = null;

  constructor(
    private readonly onPoint: (pointed: Pointed | null) => void,
    private readonly onTrouble: () => void,
    private readonly onZoom: (zoom: number) => void,
  ) {
    this.element = build("div", { class: "live" }, this.container, build("div", { class: "cross", "aria-hidden": "true" }));
  }

  get map(): MapCanvas["map"] | null {
    return this.canvas?.map ?? null;
  }

  /** Draws a map; its element is in the page already. Resolves when it is drawn. */
  async show(document: MapDocument): Promise<void> {
    this.pointer?.clear();
    this.document = document;
    await loadWords(document.lang);
    const t = translatorFor(document.lang);
    const style = elementStyle(document);
    if (this.canvas === null) {
      this.canvas = new MapCanvas(this.container, style, document.bounds, t, this.onTrouble);
      const { map } = this.canvas;
      map.on("zoom", () => this.onZoom(map.getZoom()));
      this.pointer = new DistrictPointer(map, this.onPoint);
    } else {
      this.canvas.show(style, document.bounds);
    }
    this.canvas.name(t("page-map-keys", { title: document.title }));
    this.onZoom(this.canvas.map.getZoom());
    await this.canvas.settled();
  }

  /** Marks a unit that was chosen in the table. */
  mark(pcode: string): void {
    if (this.document !== null) this.pointer?.mark(pcode, tileLayer(this.document));
  }

  /** Takes the mark away. */
  unmark(): void {
    this.pointer?.clear();
  }

  /** A unit that the card does not have, as tiles tell of it. */
  unit({ pcode, properties = {} }: Pointed): Unit | undefined {
    if (this.document === null) return undefined;
    const { lang, unit, per, illustrative: isInvented, legend } = this.document;
    const text = (key: string): string => (typeof properties[key] === "string" ? properties[key] : "");
    const number = typeof properties["value"] === "number" ? `${formatNumber(properties["value"], lang, per === "change", legend.decimals)} ${unit}` : null;
    const t = translatorFor(lang);
    const value = number === null
      ? t(text("status") === "suppressed" ? "page-suppressed" : "page-no-data")
      : isInvented === true ? illustrative(number, lang) : number;
    const [name, parent] = [text(`name_${lang ?? "en"}`) || text("name") || pcode, text("parent_name")];
    const place = parent === "" ? name : `${name}, ${parent}`;
    return { pcode, name, parent, value, said: t("page-district", { place, value }), history: [] };
  }

  redraw(): void {
    this.canvas?.redraw();
  }

  remove(): void {
    this.canvas?.remove();
    this.canvas = null;
    this.pointer = null;
    this.element.remove();
  }
}

export { cannotDraw } from "../map/canvas";
