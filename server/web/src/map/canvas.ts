import {
  AttributionControl, GPUInitializationError, Map as GlMap, NavigationControl, ScaleControl, setWorkerUrl,
  type LngLat, type LngLatBoundsLike, type StyleSpecification,
} from "maplibre-gl";
import maplibreCss from "maplibre-gl/dist/maplibre-gl.css?inline";
import workerAddress from "maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url";
import type { Bounds, StyleDocument } from "../api/types";
import type { Translate } from "../words";
import { HomeControl } from "./home-control";

// The worker lies beside this module. From another site's page maplibre starts it through a blob.
setWorkerUrl(new URL(workerAddress, import.meta.url).href);

// On the right, room for the buttons: they must not cover the eastern end of a country.
const PADDING = { top: 16, right: 52, bottom: 16, left: 16 };
const WORLD: Bounds = [-170, -60, 170, 75];
/** The width of the scale bar, at most. */
const SCALE_WIDTH = 110;
/** How far apart, in degrees and in zooms, two views are the same. */
const SAME = 1e-6;
let sheet: CSSStyleSheet | null = null;

function adoptStyles(root: Document | ShadowRoot): void {
  if (sheet === null) {
    sheet = new CSSStyleSheet();
    sheet.replaceSync(maplibreCss);
  }
  if (!root.adoptedStyleSheets.includes(sheet)) {
    root.adoptedStyleSheets = [sheet, ...root.adoptedStyleSheets];
  }
}

/** True when the browser cannot draw maps at all (no WebGL 2): the words and the table must do. */
export function cannotDraw(error: unknown): boolean {
  return error instanceof GPUInitializationError || (error instanceof Error && /webgl/i.test(error.message));
}

/** Whether what a map opens on has ground on both sides of the antimeridian: one copy of the world ends there. */
function crossesAntimeridian([, , east]: Bounds): boolean {
  return east > 180;
}

/** The units of the scale bar. */
function scaleUnits(t: Translate): Record<string, string> {
  return { "ScaleControl.Kilometers": t("page-scale-km"), "ScaleControl.Meters": t("page-scale-m") };
}

/** A maplibre map that shows one country at a time and leaves the page's scrolling alone. */
export class MapCanvas {
  readonly map: GlMap;
  private bounds: Bounds;
  /** Where the view was when it last fitted the bounds. */
  private fitted: { center: LngLat; zoom: number };

  constructor(container: HTMLElement, style: StyleDocument, bounds: Bounds | null, t: Translate, onError: () => void) {
    const root = container.getRootNode();
    adoptStyles(root instanceof ShadowRoot ? root : document);
    this.bounds = bounds ?? WORLD;
    this.map = new GlMap({
      container,
      style: style as unknown as StyleSpecification,
      bounds: this.bounds as LngLatBoundsLike,
      fitBoundsOptions: { padding: PADDING },
      attributionControl: false,
      cooperativeGestures: true,
      dragRotate: false,
      pitchWithRotate: false,
      touchPitch: false,
      maxPitch: 0,
      renderWorldCopies: crossesAntimeridian(this.bounds),
      fadeDuration: 0,
      locale: scaleUnits(t),
    });
    this.fitted = this.view();
    this.map.touchZoomRotate.disableRotation();
    this.map.keyboard.disableRotation();
    this.map.addControl(new NavigationControl({ showCompass: false }), "top-right");
    this.map.addControl(new HomeControl(t, () => this.home()), "top-right");
    this.map.addControl(new AttributionControl({ compact: true }), "bottom-right");
    this.map.addControl(new ScaleControl({ maxWidth: SCALE_WIDTH, unit: "metric" }), "bottom-left");
    this.map.on("resize", () => this.refit());
    // Without a listener maplibre writes to the console.
    this.map.on("error", () => onError());
    this.foldAttribution(container);
  }

  /** Draws another style; the view moves only when the ground is another one. */
  show(style: StyleDocument, area: Bounds | null): void {
    const bounds = area ?? WORLD;
    this.map.setStyle(style as unknown as StyleSpecification, { diff: true });
    if (bounds.some((edge, index) => edge !== this.bounds[index])) {
      this.bounds = bounds;
      this.map.setRenderWorldCopies(crossesAntimeridian(bounds));
      this.home();
    }
  }

  /** Resolves when everything is loaded and drawn. */
  settled(): Promise<void> {
    return new Promise((resolve) => {
      void this.map.once("idle", () => resolve());
      this.map.triggerRepaint();
    });
  }

  name(label: string): void {
    this.map.getCanvas().setAttribute("aria-label", label);
  }

  home(duration = 400): void {
    // Also where a reader, or another size of the box, stops it on its way.
    void this.map.once("moveend", () => {
      this.fitted = this.view();
    });
    this.map.fitBounds(this.bounds as LngLatBoundsLike, { padding: PADDING, duration });
  }

  /** Draws now: a page is about to be printed. */
  redraw(): void {
    this.map.redraw();
  }

  remove(): void {
    this.map.remove();
  }

  private view(): { center: LngLat; zoom: number } {
    return { center: this.map.getCenter(), zoom: this.map.getZoom() };
  }

  /** The box has another size: a phone was turned, a hidden tab is shown. What a reader looks at stays. */
  private refit(): void {
    const { center, zoom } = this.view();
    const { fitted } = this;
    const isMoved = Math.max(
      Math.abs(center.lng - fitted.center.lng), Math.abs(center.lat - fitted.center.lat), Math.abs(zoom - fitted.zoom),
    ) > SAME;
    const { clientWidth, clientHeight } = this.map.getContainer();
    const hasRoom = clientWidth > PADDING.left + PADDING.right && clientHeight > PADDING.top + PADDING.bottom;
    if (!isMoved && hasRoom) this.home(0);
  }

  /** The attribution begins folded, also while the first sources come: on a narrow map it would cover the country. */
  private foldAttribution(container: HTMLElement): void {
    const fold = (): void => {
      const attribution = container.querySelector(".maplibregl-ctrl-attrib");
      attribution?.classList.remove("maplibregl-compact-show");
      attribution?.removeAttribute("open");
    };
    const coming = [this.map.on("styledata", fold), this.map.on("sourcedata", fold)];
    void this.map.once("idle", () => {
      for (const subscription of coming) subscription.unsubscribe();
      fold();
    });
  }
}
