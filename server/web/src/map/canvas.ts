import {
  AttributionControl, GPUInitializationError, Map as GlMap, NavigationControl, setWorkerUrl,
  type LngLatBoundsLike, type StyleSpecification,
} from "maplibre-gl";
import maplibreCss from "maplibre-gl/dist/maplibre-gl.css?inline";
import workerAddress from "maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url";
import type { Bounds, StyleDocument } from "../api/types";
import { HomeControl } from "./home-control";

// The worker lies beside this module. From another site's page maplibre starts it through a blob.
setWorkerUrl(new URL(workerAddress, import.meta.url).href);

// On the right, room for the buttons: they must not cover the eastern end of a country.
const PADDING = { top: 16, right: 52, bottom: 16, left: 16 };
const WORLD: Bounds = [-170, -60, 170, 75];
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

/** A maplibre map that shows one country at a time and leaves the page's scrolling alone. */
export class MapCanvas {
  readonly map: GlMap;
  private bounds: Bounds;

  constructor(container: HTMLElement, style: StyleDocument, bounds: Bounds | null, onError: () => void) {
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
    });
    this.map.touchZoomRotate.disableRotation();
    this.map.keyboard.disableRotation();
    this.map.addControl(new NavigationControl({ showCompass: false }), "top-right");
    this.map.addControl(new HomeControl(() => this.home()), "top-right");
    this.map.addControl(new AttributionControl({ compact: true }), "bottom-right");
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

  home(): void {
    this.map.fitBounds(this.bounds as LngLatBoundsLike, { padding: PADDING, duration: 400 });
  }

  remove(): void {
    this.map.remove();
  }

  /** The attribution begins folded: on a narrow map it would cover the country. */
  private foldAttribution(container: HTMLElement): void {
    void this.map.once("idle", () => {
      const attribution = container.querySelector(".maplibregl-ctrl-attrib");
      attribution?.classList.remove("maplibregl-compact-show");
      attribution?.removeAttribute("open");
    });
  }
}
