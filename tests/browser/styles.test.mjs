// Styles at their own address, in a MapLibre that draws no text without glyphs.
import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { PNG } from "pngjs";
import { base, json, launch, Visit } from "./browser.mjs";
import { html, serve } from "./site.mjs";

const output = fileURLToPath(new URL("../output", import.meta.url));
const OLD = "/node_modules/maplibre-gl-5.6/dist";

let browser, site;
before(async () => {
  browser = await launch();
  site = await serve((url, _, response) => html(response, page(url.searchParams.get("style"), url.searchParams.get("words"))));
});
after(async () => {
  await browser.close();
  await site.close();
});

/** A map by the address of its style; some words in its middle, if there are any, in place of everything else. */
const page = (style, words) => `<!doctype html><html lang="en"><title>A map</title><link rel="icon" href="data:,">
  <link rel="stylesheet" href="${OLD}/maplibre-gl.css">
  <style>body { margin: 0 } #map { width: 900px; height: 560px; background: white }</style><div id="map"></div>
  <script src="${OLD}/maplibre-gl.js"></script>
  <script>
    const words = ${JSON.stringify(words)};
    const map = new maplibregl.Map({ container: "map", style: ${JSON.stringify(style)}, attributionControl: false, fadeDuration: 0 });
    if (words !== null) map.once("style.load", () => {
      const label = map.getStyle().layers.find((layer) => layer.id === "kerben-label");
      for (const { id } of map.getStyle().layers) if (id !== "background") map.removeLayer(id);
      map.addSource("words", { type: "geojson", data: { type: "Point", coordinates: map.getCenter().toArray() } });
      map.addLayer({ id: "words", type: "symbol", source: "words", paint: { "text-color": "#000000" },
        layout: { "text-field": words, "text-font": label.layout["text-font"], "text-size": 48, "text-max-width": 100 } });
    });
    map.once("idle", () => {
      window.version = maplibregl.getVersion();
      window.view = { center: map.getCenter().toArray(), zoom: map.getZoom() };
      window.names = map.queryRenderedFeatures().filter(({ layer }) => layer.id === "kerben-label").map(({ properties }) => properties);
      document.title = "drawn";
    });
  </script>`;

/** Draws a style; gives what the page found, its picture, and the ranges of glyphs that were asked for. */
async function drawn(path, picture, words) {
  const asked = new URLSearchParams({ style: `${base}${path}`, ...(words === undefined ? {} : { words }) });
  const visit = await Visit.open(browser, `${site.origin}/?${asked}`, { origins: [site.origin, base] });
  await visit.page.waitForFunction(() => document.title === "drawn");
  const shot = await visit.page.locator("#map").screenshot();
  writeFileSync(join(output, picture), shot);
  const found = await visit.page.evaluate(() => ({ version: window.version, view: window.view, names: window.names }));
  const glyphs = visit.requests.map((url) => decodeURIComponent(new URL(url).pathname)).filter((url) => url.startsWith("/fonts/"));
  await visit.end();
  return { ...found, glyphs: [...new Set(glyphs)].sort(), picture: PNG.sync.read(shot) };
}

const colours = ({ data }) => {
  const counted = new Map();
  for (let at = 0; at < data.length; at += 4) {
    const colour = `#${data.subarray(at, at + 3).toString("hex")}`;
    counted.set(colour, (counted.get(colour) ?? 0) + 1);
  }
  return counted;
};

test("an old MapLibre draws a style by its address, with the colours of the legend and names", async () => {
  const map = await json("/maps/return_migrants?year=2023&lang=ru&marks=fill");
  const old = await drawn("/maps/return_migrants/style.json?year=2023&lang=ru&marks=fill", "style-old.png");
  assert.match(old.version, /^5\.6\./);
  // Where the style says that it opens.
  assert.ok(Math.abs(old.view.center[0] - map.style.center[0]) < 1e-6 && Math.abs(old.view.zoom - map.style.zoom) < 1e-6);
  const counted = colours(old.picture);
  for (const { color, label } of map.legend.entries) assert.ok(counted.get(color) > 2000, `${label}: ${counted.get(color)}`);
  assert.ok(old.names.length >= 10 && old.names.every(({ name_ru }) => /[А-я]/.test(name_ru)), `${old.names.length} names`);
  assert.ok(old.glyphs.includes("/fonts/Noto Sans Regular/1024-1279.pbf"), old.glyphs.join());
  // What is around names, which no area and no line has.
  const channels = (colour) => colour.match(/[0-9a-f]{2}/g).map((part) => parseInt(part, 16));
  const halo = channels(map.style.layers.find(({ id }) => id === "kerben-label").paint["text-halo-color"]);
  const isHalo = ([colour]) => channels(colour).every((part, at) => Math.abs(part - halo[at]) <= 6);
  const around = [...counted].filter(isHalo).reduce((sum, [, pixels]) => sum + pixels, 0);
  assert.ok(around > 500, `${around} pixels around names`);
});

test("an old MapLibre draws counts as circles", async () => {
  const { legend, style } = await json("/maps/return_migrants?year=2023");
  const old = await drawn("/maps/return_migrants/style.json?year=2023", "style-old-circles.png");
  const ground = style.layers.find(({ id }) => id === "kerben-fill-class-1").paint["fill-color"];
  const channels = (colour) => colour.match(/[0-9a-f]{2}/g).map((part) => parseInt(part, 16));
  // 80 % opaque.
  const blend = channels(legend.circles.color).map((part, at) => Math.round(part * 0.8 + channels(ground)[at] * 0.2));
  const near = ([colour]) => channels(colour).every((part, at) => Math.abs(part - blend[at]) <= 3);
  const pixels = [...colours(old.picture)].filter(near).reduce((sum, [, count]) => sum + count, 0);
  assert.ok(pixels > 2000, `${pixels} pixels of circles`);
});

test("letters of Kyrgyz and Kazakh are drawn from the glyphs", async () => {
  const letters = "ң ө ү ә ғ қ ұ һ і";
  const old = await drawn("/maps/return_migrants/style.json?lang=ky", "style-letters.png", letters);
  assert.deepEqual(old.glyphs, ["/fonts/Noto Sans Regular/0-255.pbf", "/fonts/Noto Sans Regular/1024-1279.pbf"]);
  // Each letter is a stretch of columns with ink, between columns without.
  const { width, height, data } = old.picture;
  const isInk = (x, y) => data[(y * width + x) * 4] < 100;
  const columns = Array.from({ length: width }, (_, x) => Array.from({ length: height }, (_, y) => isInk(x, y)).some(Boolean));
  const stretches = columns.filter((inked, x) => inked && !columns[x - 1]).length;
  assert.equal(stretches, letters.split(" ").length);
});
