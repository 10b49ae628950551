import type { Map as GlMap, MapGeoJSONFeature, PointLike } from "maplibre-gl";
import type { Pointed } from "../element/unit-pointer";
import { SOURCE, isFill } from "./style-names";


/**
 * Finds the district under the pointer, under a tap, or, when the map is moved with the keys, under its centre.
 * A tapped district stays until another one is tapped or Escape is pressed.
 */
export class DistrictPointer {
  private selected: { id: string; layer: string } | null = null;
  private pinned = false;

  constructor(
    private readonly map: GlMap,
    private readonly onChange: (pointed: Pointed | null) => void,
  ) {
    const canvas = map.getCanvas();
    map.on("mousemove", (event) => {
      if (!this.pinned) this.point(event.point, "pointer");
    });
    map.on("mouseout", () => {
      if (!this.pinned) this.clear();
    });
    map.on("click", (event) => {
      this.pinned = this.point(event.point, "tap");
    });
    map.on("moveend", () => {
      if (canvas.matches(":focus-visible")) this.pointAtCentre();
      else if (this.pinned) this.clear();
    });
    canvas.addEventListener("focus", () => {
      if (canvas.matches(":focus-visible")) this.pointAtCentre();
    });
    canvas.addEventListener("blur", () => this.clear());
    canvas.addEventListener("keydown", (event) => {
      if (event.key === "Escape") this.clear();
    });
  }

  /** Marks a district by its P-code, without a pointer (from the table). */
  mark(id: string, layer: string): void {
    this.clear();
    this.select({ id, layer });
    this.pinned = true;
    const { clientWidth, clientHeight } = this.map.getContainer();
    this.onChange({ pcode: id, by: "tap", x: clientWidth / 2, y: clientHeight / 2 });
  }

  clear(): void {
    this.pinned = false;
    this.select(null);
    this.map.getCanvas().style.cursor = "";
    this.onChange(null);
  }

  private pointAtCentre(): void {
    const { clientWidth, clientHeight } = this.map.getContainer();
    this.pinned = false;
    this.point([clientWidth / 2, clientHeight / 2], "keyboard");
  }

  private point(at: PointLike, by: Pointed["by"]): boolean {
    const feature = this.featureAt(at);
    if (feature === undefined) {
      this.clear();
      return false;
    }
    const [x, y] = Array.isArray(at) ? at : [at.x, at.y];
    this.select({ id: String(feature.id), layer: String(feature.sourceLayer) });
    this.map.getCanvas().style.cursor = "pointer";
    this.onChange({ pcode: String(feature.id), properties: feature.properties, by, x, y });
    return true;
  }

  private featureAt(at: PointLike): MapGeoJSONFeature | undefined {
    const layers = this.map.getLayersOrder().filter(isFill);
    return layers.length === 0 ? undefined : this.map.queryRenderedFeatures(at, { layers })[0];
  }

  private select(next: { id: string; layer: string } | null): void {
    if (next?.id === this.selected?.id && next?.layer === this.selected?.layer) return;
    const state = (target: { id: string; layer: string }, selected: boolean): void => {
      if (this.map.getSource(SOURCE) === undefined) return;
      this.map.setFeatureState({ source: SOURCE, sourceLayer: target.layer, id: target.id }, { selected });
    };
    if (this.selected !== null) state(this.selected, false);
    if (next !== null) state(next, true);
    this.selected = next;
  }
}
