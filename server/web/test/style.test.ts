import { describe, expect, it } from "vitest";
import type { MapDocument } from "../src/api/types";
import { elementStyle, groundStyle, tileLayer } from "../src/map/style";

const tiles = "http://inner/tiles/admin2/{z}/{x}/{y}.mvt?year=2023";
const map = {
  by: "admin2",
  tiles,
  sources: [{ id: "s", title: "T", citation: "C", publisher: "A <b>" }],
  style: {
    version: 8,
    sources: { kerben: { type: "vector", tiles: [tiles], maxzoom: 10 } },
    glyphs: "http://inner/fonts/{fontstack}/{range}.pbf",
    layers: [
      { id: "background", type: "background" },
      { id: "kerben-fill-no-data", type: "fill", source: "kerben", "source-layer": "admin2", paint: { "fill-color": "grey" } },
      { id: "kerben-fill-class-1", type: "fill", source: "kerben", "source-layer": "admin2", paint: { "fill-color": "red" } },
      { id: "kerben-pattern-no-data", type: "fill", source: "kerben", "source-layer": "admin2", paint: { "fill-pattern": "kerben-no-data" } },
      { id: "kerben-line-admin2", type: "line", source: "kerben", "source-layer": "admin2_borders" },
      { id: "kerben-circles", type: "circle", source: "kerben-circles", "source-layer": "admin2_points" },
      { id: "kerben-label", type: "symbol", source: "kerben", "source-layer": "admin2_labels" },
    ],
  },
} as unknown as MapDocument;

describe("the style of a map", () => {
  it("knows features by P-code", () => {
    const source = elementStyle(map).sources["kerben"];
    expect(source).toMatchObject({ tiles: [tiles], promoteId: "pcode", maxzoom: 10 });
    expect(source?.["attribution"]).not.toContain("<");
  });

  it("has the server's patterns between the colours and the borders, and writes names over everything", () => {
    expect(elementStyle(map).layers.map((layer) => layer.id)).toEqual([
      "background", "kerben-fill-no-data", "kerben-fill-class-1", "kerben-pattern-no-data", "kerben-line-admin2",
      "kerben-circles", "kerben-selected-halo", "kerben-selected", "kerben-label",
    ]);
    expect(tileLayer(map)).toBe("admin2");
  });

  it("writes names in the fonts of the reader's machine, and fetches no glyphs", () => {
    const style = elementStyle(map);
    expect(style["glyphs"]).toBeUndefined();
    expect(style.layers.at(-1)?.layout?.["text-font"]).toContain("sans-serif");
  });

  it("has no figures and no names on the ground of points", () => {
    const { layers } = groundStyle(map);
    expect(layers.find((layer) => layer.id === "kerben-fill-class-1")?.paint).toEqual({ "fill-color": "#e9edf0" });
    expect(layers.map((layer) => layer.id)).toEqual([
      "background", "kerben-fill-no-data", "kerben-fill-class-1", "kerben-line-admin2",
    ]);
  });

  it("leaves water on the ground of points, and lakes above the units", () => {
    const lakes = { id: "kerben-context-lakes", type: "fill", source: "kerben-context", "source-layer": "lakes", paint: { "fill-color": "blue" } };
    const layers = map.style.layers.flatMap((layer) => (layer.id === "kerben-line-admin2" ? [lakes, layer] : [layer]));
    const around = { ...map, style: { ...map.style, layers } } as unknown as MapDocument;
    expect(groundStyle(around).layers.find((layer) => layer.id === lakes.id)?.paint).toEqual({ "fill-color": "blue" });
    const ids = elementStyle(around).layers.map((layer) => layer.id);
    expect(ids.filter((id) => /fill|hatch|pattern/.test(id)).every((id) => ids.indexOf(id) < ids.indexOf(lakes.id))).toBe(true);
  });

  it("leaves the server's document as it is", () => {
    elementStyle(map);
    expect(map.style.sources["kerben"]).toEqual({ type: "vector", tiles: [tiles], maxzoom: 10 });
  });
});
