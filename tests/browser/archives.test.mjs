// An archive without a server of its own, and one that Kerben serves: MapLibre draws both alike.
import assert from "node:assert/strict";
import { execFileSync, spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { PNG } from "pngjs";
import { base, json, launch, Visit } from "./browser.mjs";
import { html, serve } from "./site.mjs";

const project = fileURLToPath(new URL("../..", import.meta.url));
const binary = process.env.KERBEN_BIN;
const output = join(project, "tests/output");

let browser, folder, archive, site, origin;
before(async () => {
  browser = await launch();
  folder = mkdtempSync(join(tmpdir(), "archives-"));
  archive = join(folder, "provinces.pmtiles");
  execFileSync(binary, ["export", "admin1", join(project, "geodata/samples/kyrgyzstan"), "-o", archive, "--maxzoom", "7"]);
  site = await serve(answer);
  origin = site.origin;
});
after(async () => {
  await browser.close();
  await site.close();
  rmSync(folder, { recursive: true });
});

/** A file server that knows parts of files, as any does, and a page with a map. */
function answer({ pathname, searchParams }, request, response) {
  if (pathname === "/") return html(response, page(searchParams.get("source")));
  const bytes = readFileSync(archive);
  const [first, last] = request.headers.range.match(/\d+/g).map(Number);
  const part = bytes.subarray(first, last + 1);
  response.writeHead(206, { "content-range": `bytes ${first}-${first + part.length - 1}/${bytes.length}`, etag: '"one"' }).end(part);
}

const page = (source) => `<!doctype html><html lang="en"><title>A map</title><link rel="icon" href="data:,">
  <link rel="stylesheet" href="/node_modules/maplibre-gl/dist/maplibre-gl.css">
  <style>body { margin: 0 } #map { width: 800px; height: 500px; background: white }</style><div id="map"></div>
  <script src="/node_modules/pmtiles/dist/pmtiles.js"></script>
  <script type="module">
    import * as maplibre from "/node_modules/maplibre-gl/dist/maplibre-gl.mjs";
    maplibre.addProtocol("pmtiles", new pmtiles.Protocol().tile);
    const map = new maplibre.Map({
      container: "map", center: [74.7, 41.3], zoom: 5.2, attributionControl: false, fadeDuration: 0,
      style: {
        version: 8,
        sources: { provinces: { type: "vector", url: ${JSON.stringify(source)} } },
        layers: [{ id: "fill", type: "fill", source: "provinces", "source-layer": "admin1", paint: { "fill-color": "#aa3300" } }],
      },
    });
    map.once("idle", () => {
      window.provinces = [...new Set(map.queryRenderedFeatures({ layers: ["fill"] }).map((feature) => feature.properties.pcode))].sort();
      document.title = "drawn";
    });
  </script>`;

/** Draws a source; gives the provinces that are seen and the pixels. */
async function drawn(source, origins, picture) {
  const visit = await Visit.open(browser, `${origin}/?source=${encodeURIComponent(source)}`, { origins });
  await visit.page.waitForFunction(() => document.title === "drawn");
  const shot = await visit.page.locator("#map").screenshot();
  writeFileSync(join(output, picture), shot);
  const provinces = await visit.page.evaluate(() => window.provinces);
  await visit.end();
  return { provinces, picture: PNG.sync.read(shot) };
}

/** Serves the archive alone. */
async function serving(work) {
  const server = spawn(binary, ["serve", archive, "--listen", "127.0.0.1:0"], { stdio: ["ignore", "pipe", "ignore"] });
  try {
    for await (const line of createInterface({ input: server.stdout })) {
      const address = line.match(/^Kerben is ready: (.*)\/$/)?.[1];
      if (address) return await work(address);
    }
  } finally {
    server.kill();
  }
  throw new Error("the archive is not served");
}

test("an archive is drawn from a file server as from Kerben, whole and in its colour", async () => {
  const { features } = await json("/collections/admin1/items?limit=100");
  const all = features.map((feature) => feature.id).sort();
  const file = await drawn(`pmtiles://${origin}/provinces.pmtiles`, [origin], "archive-file.png");
  const served = await serving((address) => drawn(`${address}/tiles/provinces.json`, [origin, address], "archive-served.png"));
  const live = await drawn(`${base}/tiles/admin1.json`, [origin, base], "archive-live.png");
  assert.deepEqual(file.provinces, all);
  assert.deepEqual(served.provinces, all);
  assert.ok(served.picture.data.equals(file.picture.data), "served and read in parts, the picture is the same");
  const { width, height, data } = file.picture;
  const painted = Array.from({ length: width * height }, (_, at) => data.subarray(4 * at, 4 * at + 3)).filter(([r, g, b]) => r === 0xaa && g === 0x33 && b === 0);
  const share = painted.length / (width * height);
  assert.ok(share > 0.15 && share < 0.6, `${share} of the picture is land`);
  assert.ok(live.picture.data.equals(file.picture.data), "the running server draws the same");
});
