// MapLibre Tiles: a map draws them as it draws the same tiles in the older format, and asks for no other.
import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { PNG } from "pngjs";
import { base, json, launch, Visit } from "./browser.mjs";
import { html, serve } from "./site.mjs";

const output = fileURLToPath(new URL("../output", import.meta.url));
const QUERY = "year=2023&groups=return_migrants";

let browser, site;
before(async () => {
  browser = await launch();
  site = await serve((url, _, response) => html(response, page(url.searchParams.get("source"))));
});
after(async () => {
  await browser.close();
  await site.close();
});

/** A map of districts, the darker the more return migrants, with their borders. */
const page = (source) => `<!doctype html><html lang="en"><title>A map</title><link rel="icon" href="data:,">
  <link rel="stylesheet" href="/node_modules/maplibre-gl/dist/maplibre-gl.css">
  <style>body { margin: 0 } #map { width: 800px; height: 500px; background: white }</style><div id="map"></div>
  <script type="module">
    import * as maplibre from "/node_modules/maplibre-gl/dist/maplibre-gl.mjs";
    const number = ["coalesce", ["get", "return_migrants"], 0];
    const map = new maplibre.Map({
      container: "map", center: [74.7, 41.3], zoom: 5.2, attributionControl: false, fadeDuration: 0,
      style: {
        version: 8,
        sources: { districts: ${source} },
        layers: [
          { id: "fill", type: "fill", source: "districts", "source-layer": "admin2",
            paint: { "fill-antialias": false, "fill-color": ["interpolate", ["linear"], number, 0, "#ffeecc", 3000, "#551100"] } },
          { id: "line", type: "line", source: "districts", "source-layer": "admin2_borders", paint: { "line-color": "#113355" } },
        ],
      },
    });
    map.once("idle", () => {
      const seen = map.queryRenderedFeatures({ layers: ["fill"] });
      window.districts = Object.fromEntries(seen.map(({ properties }) => [properties.pcode, properties]));
      document.title = "drawn";
    });
  </script>`;

/** Draws a source; gives the attributes of the districts that are seen, the pixels, and the tiles that were asked for. */
async function drawn(source, picture) {
  const address = `${site.origin}/?source=${encodeURIComponent(JSON.stringify({ type: "vector", ...source }))}`;
  const visit = await Visit.open(browser, address, { origins: [site.origin, base] });
  await visit.page.waitForFunction(() => document.title === "drawn");
  const shot = await visit.page.locator("#map").screenshot();
  writeFileSync(join(output, picture), shot);
  const districts = await visit.page.evaluate(() => window.districts);
  const tiles = visit.requests.filter((url) => /\/tiles\/admin2\/\d/.test(url)).map((url) => new URL(url).pathname.split(".").pop());
  await visit.end();
  return { districts, tiles, picture: PNG.sync.read(shot) };
}

test("MapLibre draws MapLibre Tiles, named by the source or by the TileJSON, as it draws Mapbox Vector Tiles", async () => {
  const mvt = await drawn({ url: `${base}/tiles/admin2.json?${QUERY}` }, "mlt-mvt.png");
  const { minzoom, maxzoom } = await json("/tiles/admin2.json");
  const tiles = [`${base}/tiles/admin2/{z}/{x}/{y}.mlt?${QUERY}`];
  const named = await drawn({ tiles, minzoom, maxzoom, encoding: "mlt" }, "mlt-source.png");
  const told = await drawn({ url: `${base}/tiles/admin2.json?${QUERY}&encoding=mlt` }, "mlt-tilejson.png");

  const { features } = await json("/collections/admin2/items?limit=1000&properties=pcode");
  assert.deepEqual(Object.keys(mvt.districts).sort(), features.map(({ id }) => id).sort(), "every district is seen");
  const colours = new Set();
  for (let at = 0; at < mvt.picture.data.length; at += 4) colours.add(mvt.picture.data.readUInt32BE(at));
  assert.ok(colours.size > 20, `${colours.size} colours: districts have those of their numbers`);
  assert.deepEqual([...new Set(mvt.tiles)], ["mvt"]);
  for (const [how, other] of Object.entries({ named, told })) {
    assert.deepEqual([...new Set(other.tiles)], ["mlt"], how);
    assert.deepEqual(other.districts, mvt.districts, how);
    assert.ok(other.picture.data.equals(mvt.picture.data), `${how}: the picture is the same`);
  }
});
