// The style of every map document satisfies the style specification of MapLibre, and draws what the legend says.
import assert from "node:assert/strict";
import { test } from "node:test";
import { createExpression, validateStyleMin, v8 } from "@maplibre/maplibre-gl-style-spec";

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
  "communities_lacking?service=hospital",
  "communities_lacking?by=admin1&service=drinking_water",
  "households_beyond?service=hospital&km=25",
  "households_beyond?by=admin1&service=school&km=3",
  "return_migrants?by=admin2&year=2023&within=KG06000000000",
];

for (const address of MAPS) {
  test(`the style of ${address} is valid`, async () => {
    const map = await json(`/maps/${address}`);
    assert.deepEqual(validateStyleMin(map.style), []);
    assert.ok(map.style.layers.some((layer) => layer.id === "kerben-fill"));
  });

  test(`the style of ${address} gives every value the colour of its class in the legend`, async () => {
    const map = await json(`/maps/${address}`);
    const fill = map.style.layers.find((layer) => layer.id === "kerben-fill").paint["fill-color"];
    const compiled = createExpression(fill, "fill-color", v8.paint_fill["fill-color"]);
    assert.equal(compiled.result, "success");
    const colour = (properties) => hex(compiled.value.evaluate({ zoom: 6 }, { type: "Polygon", properties }));
    const entry = (kind) => map.legend.entries.find((item) => item.kind === kind);

    const { rows } = await json(new URL(map.values).pathname + new URL(map.values).search);
    assert.ok(rows.length > 0);
    const counted = new Map();
    for (const row of rows) {
      const properties = row.value === null ? { status: row.status } : { status: row.status, value: row.value };
      const expected = row.status === "reported" ? classOf(map.classes, row.value).color : entry(row.status).color;
      assert.equal(colour(properties), expected, `${row.name}: ${row.value}`);
      counted.set(expected, (counted.get(expected) ?? 0) + 1);
    }
    // The numbers of places in the legend are those of the values.
    for (const item of map.legend.entries) assert.equal(counted.get(item.color) ?? 0, item.units, item.label);
  });
}

test("a style that is wrong is refused by the same validator", async () => {
  const map = await json("/maps/return_migrants");
  const fill = map.style.layers.find((layer) => layer.id === "kerben-fill");
  fill.paint["fill-color"] = ["step", ["get", "value"], "#fff", "not a number", "#000"];
  assert.notDeepEqual(validateStyleMin(map.style), []);
});

/** Classes hold their lower edge; the last one holds its upper edge too. */
function classOf(classes, value) {
  const found = classes.find((one, index) => value >= one.low && (value < one.high || index === classes.length - 1));
  assert.ok(found, `no class holds ${value}`);
  return found;
}

function hex({ r, g, b, a }) {
  assert.equal(a, 1);
  return `#${[r, g, b].map((part) => Math.round(part * 255).toString(16).padStart(2, "0")).join("")}`;
}
