import type { MapLayerMouseEvent } from "maplibre-gl";
import type { Community, MapDocument, StyleDocument, UnderservedCommunities } from "../api/types";
import { build } from "../build-element";
import { mapTags } from "../element/notes";
import type { MapCanvas } from "../map/canvas";
import { groundStyle } from "../map/style";
import { illustrative } from "../numbers";
import { translatorFor } from "../words";
import { distanceText, districtText, householdsText, originText } from "./planner-words";
import { readerActs } from "./reader-acts";

const t = translatorFor(null);
const POINTS = "underserved-communities";
const COLOR = "#9c2f10";
/** The area of a circle follows the households; on a narrow map all circles are smaller. */
const RADIUS_PER_ROOT = 0.33;
const RADIUS_PER_ROOT_NARROW = 0.2;
const NARROW = 600;
const SMALLEST = 3;
const LEGEND_SIZES = [100, 500, 2000];

/** The communities as circles on the districts. */
export class PlannerMap {
  readonly element: HTMLElement;
  private readonly container = build("div", { class: "map" });
  private readonly tags = build("ul", { class: "tags", "aria-label": t("page-about-map") });
  private readonly tooltip = build("div", { class: "tooltip", "aria-hidden": "true", hidden: true });
  private readonly sizes = build("ul", { class: "sizes", "aria-label": t("page-circle-sizes") });
  private canvas: MapCanvas | null = null;
  private readonly open = build("button", { type: "button", class: "secondary" }, t("page-show-on-map"));
  private selected: string | null = null;
  private illustrative = false;
  private places = new Map<string, { community: Community; at: [number, number] }>();

  constructor(
    private readonly onChoose: (id: string) => void,
    private readonly onTrouble: () => void,
  ) {
    this.element = build("div", { class: "planner-map" },
      build("div", { class: "stage" },
        this.tags,
        build("div", { class: "drawing" }, this.container, this.open),
        this.tooltip,
      ),
      this.sizes,
    );
  }

  /** The maplibre map, once there is one. */
  get map(): MapCanvas["map"] | null {
    return this.canvas?.map ?? null;
  }

  /** Shows what needs no map library: marks, sizes of circles, and room for the map. */
  prepare(ground: MapDocument, underserved: UnderservedCommunities): void {
    this.illustrative = underserved.illustrative === true;
    this.places = new Map(underserved.features.flatMap(({ properties, geometry }) => (
      geometry === null ? [] : [[properties.id, { community: properties, at: geometry.coordinates }] as const]
    )));
    this.tags.replaceChildren(...mapTags({ ...ground, illustrative: this.illustrative }).map((tag) => build("li", {}, tag)));
    this.mark(null);
    this.sizes.replaceChildren(...sizeLegend(this.radius));
  }

  /** Draws the map, when the reader has begun to use the page: what was prepared is read without it. */
  async show(ground: MapDocument, underserved: UnderservedCommunities, label: string, signal: AbortSignal): Promise<void> {
    await readerActs;
    const { MapCanvas } = await import("../map/canvas");
    if (signal.aborted) return;
    const style = withPoints(groundStyle(ground), underserved, this.radius);
    if (this.canvas === null) {
      this.open.remove();
      this.canvas = new MapCanvas(this.container, style, ground.bounds, t, this.onTrouble);
      this.listen(this.canvas.map);
    } else {
      this.canvas.show(style, ground.bounds);
    }
    this.canvas.name(label);
    await this.canvas.settled();
    // What was chosen before the map was there.
    if (!signal.aborted && this.selected !== null) this.mark(this.selected, true);
  }

  private get radius(): number {
    return this.container.clientWidth < NARROW ? RADIUS_PER_ROOT_NARROW : RADIUS_PER_ROOT;
  }

  /** Marks a community; from the table the map also moves to it. */
  mark(id: string | null, move = false): void {
    const map = this.canvas?.map;
    if (map?.getSource(POINTS) !== undefined) {
      if (this.selected !== null) map.setFeatureState({ source: POINTS, id: this.selected }, { selected: false });
      if (id !== null) map.setFeatureState({ source: POINTS, id }, { selected: true });
    }
    this.selected = id;
    const place = id === null ? undefined : this.places.get(id);
    if (place === undefined) {
      this.tooltip.hidden = true;
      return;
    }
    this.showTooltip(place.community);
    if (move) map?.easeTo({ center: place.at, zoom: Math.max(map.getZoom(), 7), duration: 500 });
  }

  private listen(map: MapCanvas["map"]): void {
    const idOf = (event: MapLayerMouseEvent): string => String(event.features?.[0]?.properties["id"] ?? "");
    map.on("mousemove", POINTS, (event) => {
      const place = this.places.get(idOf(event));
      map.getCanvas().style.cursor = "pointer";
      if (place !== undefined) this.showTooltip(place.community);
    });
    map.on("mouseleave", POINTS, () => {
      map.getCanvas().style.cursor = "";
      const chosen = this.selected === null ? undefined : this.places.get(this.selected);
      if (chosen === undefined) this.tooltip.hidden = true;
      else this.showTooltip(chosen.community);
    });
    map.on("click", POINTS, (event) => this.onChoose(idOf(event)));
  }

  private showTooltip(community: Community): void {
    const marked = (text: string): string => (this.illustrative ? illustrative(text) : text);
    const origin = originText(community);
    this.tooltip.replaceChildren(
      build("strong", {}, community.name),
      build("span", { class: "province" }, [districtText(community), community.admin1_name].filter(Boolean).join(", ")),
      build("span", {}, community.households === null ? householdsText(community) : marked(householdsText(community))),
      build("span", {}, marked(t("page-distance-of", { distance: distanceText(community) }))),
      origin === "" ? "" : build("span", { class: "origin" }, t("page-generated-community")),
    );
    this.tooltip.hidden = false;
  }
}

function withPoints(ground: StyleDocument, underserved: UnderservedCommunities, radius: number): StyleDocument {
  const selected = ["boolean", ["feature-state", "selected"], false];
  const households = ["coalesce", ["get", "households"], 0];
  return {
    ...ground,
    sources: {
      ...ground.sources,
      [POINTS]: {
        type: "geojson",
        promoteId: "id",
        data: { type: "FeatureCollection", features: underserved.features },
      },
    },
    layers: [...ground.layers, {
      id: POINTS,
      type: "circle",
      source: POINTS,
      layout: { "circle-sort-key": ["-", 0, households] },
      paint: {
        "circle-radius": ["max", SMALLEST, ["*", radius, ["sqrt", households]]],
        "circle-color": ["case", selected, "#111827", COLOR],
        "circle-opacity": 0.75,
        "circle-stroke-color": ["case", selected, "#ffd24d", "#ffffff"],
        "circle-stroke-width": ["case", selected, 3, 1],
      },
    }],
  };
}

function sizeLegend(radius: number): HTMLElement[] {
  return LEGEND_SIZES.map((households) => {
    const across = 2 * Math.max(SMALLEST, radius * Math.sqrt(households));
    const circle = build("span", { class: "circle", "aria-hidden": "true" });
    circle.style.width = circle.style.height = `${across}px`;
    return build("li", {}, circle, householdsText({ households }));
  });
}
