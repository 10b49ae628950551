// OGC API Tiles as its clients read it: OpenLayers, and the OGC client of Camptocamp.
import assert from "node:assert/strict";
import { test } from "node:test";
import { OgcApiEndpoint } from "@camptocamp/ogc-client";
import MVT from "ol/format/MVT.js";
import { equivalent, get } from "ol/proj.js";
import { getTileSetInfo } from "ol/source/ogcTileUtil.js";

const base = process.env.KERBEN_URL.replace(/\/$/, "");
const TYPE = "application/vnd.mapbox-vector-tile";
/** Kyrgyzstan in metres of the web map. */
const EXTENT = [7_703_000, 4_740_000, 8_940_000, 5_360_000];

/** As much of it as OpenLayers needs to read JSON; Node.js has none. */
globalThis.XMLHttpRequest = class extends EventTarget {
  open(method, url) {
    Object.assign(this, { method, url, headers: {} });
  }
  setRequestHeader(name, value) {
    this.headers[name] = value;
  }
  async send() {
    try {
      const answer = await fetch(this.url, { method: this.method, headers: this.headers });
      Object.assign(this, { status: answer.status, responseText: await answer.text() });
      this.dispatchEvent(new Event("load"));
    } catch {
      this.dispatchEvent(new Event("error"));
    }
  }
};
/** Both take addresses relative to the page that they are in. */
globalThis.location = new URL(base);

async function json(path) {
  const answer = await fetch(base + path);
  assert.equal(answer.status, 200, path);
  return answer.json();
}

/** All features that OpenLayers finds in the tiles of a set at a zoom; how many tiles had some. */
async function features(info, zoom) {
  const addresses = [];
  info.grid.forEachTileCoord(EXTENT, zoom, (coordinate) => addresses.push(info.urlFunction(coordinate, 1, info.projection)));
  const found = [];
  let tiles = 0;
  for (const address of addresses) {
    // Outside of the limits of the set.
    if (address === undefined) continue;
    const answer = await fetch(address);
    assert.ok([200, 204].includes(answer.status), `${address}: ${answer.status}`);
    if (answer.status === 204) continue;
    assert.equal(answer.headers.get("content-type"), TYPE);
    found.push(...new MVT().readFeatures(await answer.arrayBuffer()));
    tiles += 1;
  }
  return { found, tiles };
}

const names = (found, layer, key) => new Set(found.filter((one) => one.get("layer") === layer).map((one) => one.get(key)));

test("OpenLayers reads the tiles of a collection", async () => {
  const url = `${base}/collections/admin2/tiles/WebMercatorQuad`;
  const info = await getTileSetInfo({ url, mediaType: TYPE });
  assert.ok(equivalent(info.projection, get("EPSG:3857")));
  assert.equal(info.grid.getMaxZoom(), 14);
  const districts = (await json("/collections/admin2/items?limit=1000")).features.map((one) => one.id);
  for (const zoom of [5, 7]) {
    const { found, tiles } = await features(info, zoom);
    assert.deepEqual([...names(found, "admin2", "pcode")].sort(), districts.toSorted());
    assert.ok(tiles > 2);
  }
});

test("OpenLayers reads a set of tiles with the parameters that it was asked for with", async () => {
  const url = `${base}/collections/admin2/tiles/WebMercatorQuad?indicator=return_migrants&year=2023&layers=areas`;
  const info = await getTileSetInfo({ url, mediaType: TYPE });
  const { found } = await features(info, 5);
  assert.deepEqual([...new Set(found.map((one) => one.get("layer")))], ["admin2"]);
  assert.ok(found.every((one) => one.get("status") !== "reported" || Number.isFinite(one.get("value"))));
  assert.ok(found.some((one) => one.get("status") === "reported"));
});

test("OpenLayers reads the tiles of the dataset, and of some of its collections", async () => {
  const url = `${base}/tiles/WebMercatorQuad`;
  const layers = async (source) => {
    const { found } = await features(await getTileSetInfo(source), 6);
    return new Set(found.map((one) => one.get("layer")));
  };
  const all = await layers({ url, mediaType: TYPE });
  const described = (await json("/tiles/WebMercatorQuad?f=json")).layers.map((layer) => layer.id);
  assert.deepEqual([...all].sort(), described.toSorted());
  assert.ok(all.has("communities") && all.has("admin1_borders"));
  const some = await layers({ url, mediaType: TYPE, collections: ["communities", "admin1"] });
  assert.deepEqual([...some].sort(), ["admin1", "admin1_borders", "admin1_labels", "communities"]);
});

test("the OGC client finds collections, tile matrix sets and tiles", async () => {
  const endpoint = new OgcApiEndpoint(`${base}/`);
  assert.equal(await endpoint.hasTiles, true);
  assert.equal(await endpoint.hasFeatures, true);
  assert.deepEqual(await endpoint.tileMatrixSets, ["WebMercatorQuad"]);
  const collections = (await json("/collections?f=json")).collections.map((collection) => collection.id);
  const withTiles = (await endpoint.vectorTileCollections).map((collection) => collection.name ?? collection);
  assert.deepEqual(withTiles, collections);
  for (const collection of collections) {
    const url = await endpoint.getVectorTilesetUrl(collection);
    const tileset = await (await fetch(url)).json();
    assert.equal(tileset.tileMatrixSetURI, "http://www.opengis.net/def/tilematrixset/OGC/1.0/WebMercatorQuad");
    assert.ok(tileset.layers.some((layer) => layer.id === collection));
  }
  const info = await endpoint.getCollectionInfo("admin1");
  assert.equal(info.id, "admin1");
  assert.equal((await endpoint.getCollectionItems("admin1", 3)).length, 3);
});
