// Types of the element <kerben-map>, for sites written in TypeScript:
//
//   /// <reference path="./kerben-map.d.ts" />
//   document.querySelector("kerben-map")?.addEventListener("kerben-load", (event) => console.log(event.detail.document.title));

/** What the attributes of `<kerben-map>` ask for. Each is text; what is left out is chosen by the server. */
interface KerbenMapRequest {
  /** What the map shows, as in `/indicators`. */
  indicator?: string;
  /** The level of the units: `admin1`, `admin2`, … */
  by?: string;
  round?: string;
  /** A year, or `window`: all years of the round. */
  year?: string;
  /** `none`, `share`, `per_1000_households`, … */
  per?: string;
  /** How classes are made. */
  method?: string;
  /** How many classes there are at most. */
  classes?: string;
  /** Numbers between classes, separated by commas. */
  breaks?: string;
  /** `fill`, `circles` or `both`. */
  marks?: string;
  palette?: string;
  /** How the map is drawn: `dark`, `plain`, `print`; light unless said. */
  theme?: string;
  /** The code of a unit: the map shows what lies in it. */
  within?: string;
  service?: string;
  km?: string;
  /** The language of the map; otherwise that of the article, or of the reader. */
  lang?: string;
  title?: string;
  subtitle?: string;
  note?: string;
  /** Codes of units, separated by commas. */
  highlight?: string;
  /** Parts that are not shown, separated by commas. */
  hide?: string;
}

/** The map that is shown: the answer of `/maps/{indicator}` without its style. */
interface KerbenMapDocument {
  readonly indicator: string;
  readonly title: string;
  readonly subtitle?: string;
  readonly round?: string;
  readonly by: string;
  readonly year?: number | "window" | null;
  readonly unit: string;
  readonly lang?: string;
  readonly illustrative?: boolean;
  readonly values: string;
  readonly picture?: string;
  readonly disclaimer?: string | null;
  readonly citation?: string | null;
}

/** A unit, and its value in words. */
interface KerbenMapUnit {
  readonly pcode: string;
  readonly name: string;
  readonly value: string;
}

interface KerbenMapEventMap extends HTMLElementEventMap {
  /** A map is drawn. */
  "kerben-load": CustomEvent<{ document: KerbenMapDocument }>;
  /** A reader chose something else in the chooser. */
  "kerben-choose": CustomEvent<KerbenMapRequest>;
  /** A unit is pointed at; null when none is any more. */
  "kerben-point": CustomEvent<KerbenMapUnit | null>;
  /** A unit was clicked, tapped, or chosen with Enter. */
  "kerben-select": CustomEvent<KerbenMapUnit>;
  /** There is no map, and why. */
  "kerben-error": CustomEvent<{ title: string; detail: string; status: number | null }>;
}

interface KerbenMapElement extends HTMLElement {
  /** What the attributes ask for; setting it asks for another map. */
  request: KerbenMapRequest;
  /** The map that is shown; nothing as long as there is none. */
  readonly document: KerbenMapDocument | null;
  /** The map of MapLibre GL JS, once a reader zoomed in. */
  readonly map: object | null;
  /** Puts the map of MapLibre GL JS in the place of the picture. Resolves with it when it is drawn; with nothing where the browser cannot draw it. */
  openMap(): Promise<object | null>;
  /** Marks a unit from outside, such as a row of a table beside the map; none with null. */
  pointAt(pcode: string | null): void;
  addEventListener<K extends keyof KerbenMapEventMap>(
    type: K, listener: (this: KerbenMapElement, event: KerbenMapEventMap[K]) => unknown, options?: boolean | AddEventListenerOptions,
  ): void;
  addEventListener(type: string, listener: EventListenerOrEventListenerObject, options?: boolean | AddEventListenerOptions): void;
  removeEventListener<K extends keyof KerbenMapEventMap>(
    type: K, listener: (this: KerbenMapElement, event: KerbenMapEventMap[K]) => unknown, options?: boolean | EventListenerOptions,
  ): void;
  removeEventListener(type: string, listener: EventListenerOrEventListenerObject, options?: boolean | EventListenerOptions): void;
}

interface HTMLElementTagNameMap {
  "kerben-map": KerbenMapElement;
}

/** What the page of a map tells the page that frames it. */
interface KerbenHeightMessage {
  type: "kerben-height";
  /** Pixels. */
  height: number;
}
