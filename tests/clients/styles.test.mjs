// The style of every map document satisfies the style specification of MapLibre, and draws what the legend says.
import assert from "node:assert/strict";
import { test } from "node:test";
import { createExpression, featureFilter, validateStyleMin, v8 } from "@maplibre/maplibre-gl-style-spec";

const base = process.env.KERBEN_URL.replace(/\/$/, "");

async function json(path) {
  const answer = await fetch(base + path);
  assert.equal(answer.status, 200, `${path}: ${await answer.clone().text()}`);
  return answer.json();
}

const MAPS = [
  "return_migrants",
  "return_migrants?by=admin2&year=2023",
  "return_migrants?by=admin1&year=2024",
  "return_migrants?by=admin2&year=2023&per=change",
  "return_migrants?by=admin2&year=2023&per=share&lang=ru",
  "emigrants?by=admin1&year=2022&per=per_1000_households&lang=ky",
  "international_migrant_workers?by=admin2",
  "internal_migrants?by=admin1&year=2023",
  "internal_out_migrants?by=admin2",
  "return_migrants?by=admin2&year=2023&marks=fill",
  "emigrants?by=admin1&year=2022&per=per_1000_households&marks=both",
  "communities_lacking?service=hospital",
  "communities_lacking?by=admin1&service=drinking_water",
  "households_beyond?service=hospital&km=25",
  "households_beyond?by=admin1&service=school&km=3",
  "households_beyond?service=drinking_water&km=25&per=share",
  "return_migrants?by=admin2&year=2023&within=KG06000000000",
];

/** The address of the style of a map. */
function styleOf(address) {
  const [indicator, query] = address.split("?");
  return `/maps/${indicator}/style.json${query === undefined ? "" : `?${query}`}`;
}

/** The colours in which a style fills an area of the tiles, lowest first. */
function fills(style) {
  return style.layers.filter((layer) => layer.id.startsWith("kerben-fill-")).map((layer) => {
    const at = `layers[${style.layers.indexOf(layer)}]`;
    const compiled = createExpression(layer.paint["fill-color"], `${at}.paint.fill-color`, v8.paint_fill["fill-color"]);
    assert.equal(compiled.result, "success", layer.id);
    return {
      matches: featureFilter(layer.filter, `${at}.filter`).filter,
      colour: (feature) => hex(compiled.value.evaluate({ zoom: 6 }, feature)),
    };
  });
}

for (const address of MAPS) {
  test(`the style of ${address} is valid`, async () => {
    const map = await json(`/maps/${address}`);
    assert.deepEqual(validateStyleMin(map.style), []);
    assert.ok(fills(map.style).length > map.classes.length);
  });

  test(`the style of ${address} stands alone at its own address`, async () => {
    const map = await json(`/maps/${address}`);
    const separator = address.includes("?") ? "&" : "?";
    const addresses = [styleOf(address), `/maps/${address}${separator}f=style`, map.style_url.replace(base, "")];
    for (const path of addresses) {
      const answer = await fetch(base + path);
      assert.equal(answer.headers.get("content-type"), "application/vnd.mapbox.style+json", path);
      assert.equal(answer.headers.get("access-control-allow-origin"), "*", path);
      assert.deepEqual(await answer.json(), map.style, path);
    }
    const style = map.style;
    const [lon, lat] = style.center;
    assert.ok(69 < lon && lon < 81 && 39 < lat && lat < 44 && 4 < style.zoom && style.zoom < 10);
    assert.ok(style.sources.kerben.tiles[0].startsWith(`${base}/`) && style.sources.kerben.attribution.length > 0);
    assert.equal(style.glyphs, `${base}/fonts/{fontstack}/{range}.pbf`);
    const metadata = style.metadata;
    assert.deepEqual(metadata["kerben:legend"], map.legend);
    assert.deepEqual([metadata["kerben:disclaimer"], metadata["kerben:illustrative"]], [map.disclaimer, true]);
    // The map that it belongs to, with every choice named.
    const again = await json(metadata["kerben:map"].replace(base, ""));
    assert.deepEqual({ ...again, style: null }, { ...map, style: null });
  });

  test(`the style of ${address} gives every value the colour of its class in the legend`, async () => {
    const map = await json(`/maps/${address}`);
    const layers = fills(map.style);
    const entry = (kind) => map.legend.entries.find((item) => item.kind === kind);
    const { rows } = await json(new URL(map.values).pathname + new URL(map.values).search);
    assert.ok(rows.length > 0);
    const counted = new Map();
    for (const row of rows) {
      const known = { pcode: row.pcode, status: row.status };
      const feature = { type: "Polygon", properties: row.value === null ? known : { ...known, value: row.value } };
      const drawn = layers.filter((layer) => layer.matches({ zoom: 6 }, feature));
      assert.equal(drawn.length, 1, `${row.name} is drawn once`);
      // Where counts are circles, areas above zero have the colour of the ground.
      const ofClass = () => (map.marks === "circles" && row.value !== 0 ? "#f7f7f5" : classOf(map.classes, row.value).color);
      const expected = row.status === "reported" ? ofClass() : entry(row.status).color;
      assert.equal(drawn[0].colour(feature), expected, `${row.name}: ${row.value}`);
      counted.set(expected, (counted.get(expected) ?? 0) + 1);
    }
    // The numbers of places in the legend are those of the values.
    for (const item of map.legend.entries) assert.equal(counted.get(item.color) ?? 0, item.units, item.label);
  });
}

test("a map of a part fills nothing else", async () => {
  const { style } = await json("/maps/return_migrants?by=admin2&year=2023&within=KG06000000000");
  const elsewhere = { type: "Polygon", properties: { pcode: "KG02000000000", status: "reported", value: 3 } };
  assert.ok(fills(style).every((layer) => !layer.matches({ zoom: 6 }, elsewhere)));
});

test("a style that is wrong is refused by the same validator", async () => {
  const map = await json("/maps/return_migrants");
  const fill = map.style.layers.find((layer) => layer.type === "fill");
  fill.paint["fill-color"] = ["step", ["get", "value"], "#fff", "not a number", "#000"];
  assert.notDeepEqual(validateStyleMin(map.style), []);
});

/** Classes hold their lower edge; the last one holds its upper edge too. */
function classOf(classes, value) {
  const found = classes.findLast((one) => value >= one.low);
  assert.ok(found, `no class holds ${value}`);
  return found;
}

function hex({ r, g, b, a }) {
  assert.equal(a, 1);
  return `#${[r, g, b].map((part) => Math.round(part * 255).toString(16).padStart(2, "0")).join("")}`;
}
