import type { Map as GlMap } from "maplibre-gl";
import type { StyleLayer } from "../api/types";
import { SOURCE } from "./style-names";

/** Places without a number are hatched, each kind its own way: colour is not the only sign. */
const HATCHES = {
  no_data: { image: "kerben-hatch-no-data", color: [107, 118, 128, 255], rising: false, width: 1 },
  suppressed: { image: "kerben-hatch-suppressed", color: [255, 255, 255, 255], rising: true, width: 3 },
} as const;

const SIZE = 8;

export function hatchLayers(sourceLayer: string): StyleLayer[] {
  return Object.entries(HATCHES).map(([status, hatch]) => ({
    id: hatch.image,
    type: "fill",
    source: SOURCE,
    "source-layer": sourceLayer,
    filter: ["==", ["get", "status"], status],
    paint: { "fill-pattern": hatch.image },
  }));
}

/** Gives the map its hatches when a style asks for them. */
export function offerHatches(map: GlMap): void {
  map.setMissingStyleImageResolver((id) => {
    const hatch = Object.values(HATCHES).find((item) => item.image === id);
    if (hatch === undefined || map.hasImage(id)) return;
    map.addImage(id, { width: SIZE, height: SIZE, data: hatchPixels(hatch.rising, hatch.width, hatch.color) });
  });
}

/** One tile of diagonal lines that meets itself at every side. */
export function hatchPixels(rising: boolean, width: number, color: readonly number[]): Uint8Array {
  const data = new Uint8Array(SIZE * SIZE * 4);
  for (let y = 0; y < SIZE; y++) {
    for (let x = 0; x < SIZE; x++) {
      const along = rising ? x + y : x - y + SIZE;
      if (along % SIZE < width) data.set(color, (y * SIZE + x) * 4);
    }
  }
  return data;
}
