import type { MapDocument, StyleDocument, StyleLayer } from "../api/types";
import { CIRCLES, SOURCE, isFill, isPattern } from "./style-names";

const SELECTED = "kerben-selected";

const NEUTRAL_FILL = "#e9edf0";
const NEUTRAL_LINE = "#a8b2ba";

/** The layer of the tiles that carries the districts or provinces of a map. */
export function tileLayer(document: MapDocument): string {
  const fill = document.style.layers.find((layer) => isFill(layer.id));
  return fill?.["source-layer"] ?? document.by;
}

/**
 * The server's style, made ready for the element: features are known by their P-code, and a line marks the chosen one. Names lie over
 * everything.
 */
export function elementStyle(document: MapDocument): StyleDocument {
  const style = ownSource(document);
  const layer = tileLayer(document);
  const outline = (id: string, color: string, width: number): StyleLayer => ({
    id,
    type: "line",
    source: SOURCE,
    "source-layer": layer,
    layout: { "line-join": "round" },
    paint: {
      "line-color": color,
      "line-width": width,
      "line-opacity": ["case", ["boolean", ["feature-state", "selected"], false], 1, 0],
    },
  });
  const names = style.layers.filter((drawn) => drawn.type === "symbol").map(inLocalFonts);
  const others = style.layers.filter((drawn) => drawn.type !== "symbol");
  return {
    ...style,
    layers: [
      ...others, outline(`${SELECTED}-halo`, "#ffffff", 5), outline(SELECTED, "#111827", 2.5), ...names,
    ],
  };
}

/** The same ground without figures and names: what points are drawn on. */
export function groundStyle(document: MapDocument): StyleDocument {
  const style = ownSource(document);
  const isGround = (layer: StyleLayer): boolean => layer.type !== "symbol" && layer.source !== CIRCLES && !isPattern(layer.id);
  const layers = style.layers.filter(isGround).map((layer): StyleLayer => {
    // What lies around keeps its colours.
    if (layer.source !== SOURCE) return layer;
    if (layer.type === "fill") return { ...layer, paint: { "fill-color": NEUTRAL_FILL } };
    if (layer.type === "line") return { ...layer, paint: { "line-color": NEUTRAL_LINE, "line-width": 0.8 } };
    return layer;
  });
  return { ...style, layers };
}

/** Names in a font of the reader's machine: without an address of glyphs, which are some 80 KB, MapLibre draws them itself. */
function inLocalFonts(names: StyleLayer): StyleLayer {
  return { ...names, layout: { ...names.layout, "text-font": ["Noto Sans", "Arial", "sans-serif"] } };
}

function ownSource(document: MapDocument): StyleDocument {
  const style = document.style;
  const source = style.sources[SOURCE] ?? { type: "vector" };
  const { glyphs: _, ...rest } = style;
  return {
    ...rest,
    sources: {
      ...style.sources,
      [SOURCE]: {
        ...source,
        tiles: [document.tiles],
        promoteId: "pcode",
        attribution: source["attribution"] ?? attribution(document),
      },
    },
  };
}

function attribution(document: MapDocument): string {
  const publishers = (document.sources ?? []).map((source) => source.publisher ?? source.title);
  const text = [...new Set(publishers)].join(", ");
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
