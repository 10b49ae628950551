// Every GeoJSON that Kerben serves satisfies RFC 7946, down to the winding of rings.
import assert from "node:assert/strict";
import { test } from "node:test";
import { check, getIssues } from "@placemarkio/check-geojson";

const base = process.env.KERBEN_URL.replace(/\/$/, "");

const ADDRESSES = [
  "/collections/admin0/items",
  "/collections/admin1/items?year=2023",
  "/collections/admin2/items?year=2024&limit=1000",
  "/collections/communities/items?limit=1000",
  "/collections/communities/items?bbox=72.5,40,74.25,41.5&sortby=-households&limit=20&properties=name,households",
  "/collections/admin2/items?limit=7",
  "/collections/communities/items?bbox=0,0,1,1",
  "/services/hospital/communities?beyond_km=25",
  "/services/school/communities?beyond_km=3&limit=5",
  "/nearest?lon=74.6&lat=42.87&of=communities&limit=10",
];

for (const address of ADDRESSES) {
  test(`${address} is valid GeoJSON`, async () => {
    const answer = await fetch(base + address);
    const text = await answer.text();
    assert.equal(answer.status, 200, text);
    assert.equal(answer.headers.get("content-type"), "application/geo+json");
    assert.deepEqual(getIssues(text), []);
    const collection = check(text);
    assert.equal(collection.type, "FeatureCollection");
    assert.ok(collection.features.length > 0 || address.endsWith("bbox=0,0,1,1"));
    for (const feature of collection.features) rings(feature.geometry).forEach(windsRight);
  });
}

for (const collection of ["admin0", "admin1", "admin2", "communities"]) {
  test(`each single feature of ${collection} has an address of its own that is valid GeoJSON`, async () => {
    const page = await (await fetch(`${base}/collections/${collection}/items?limit=3`)).json();
    for (const { id } of page.features) {
      const text = await (await fetch(`${base}/collections/${collection}/items/${encodeURIComponent(id)}`)).text();
      assert.deepEqual(getIssues(text), []);
      assert.equal(check(text).id, id);
    }
  });
}

test("a ring that is not closed is refused by the same validator", () => {
  const open = { type: "Polygon", coordinates: [[[0, 0], [1, 0], [1, 1], [0, 1]]] };
  assert.notDeepEqual(getIssues(JSON.stringify(open)), []);
});

function rings(geometry) {
  if (geometry.type === "Polygon") return [geometry.coordinates];
  return geometry.type === "MultiPolygon" ? geometry.coordinates : [];
}

/** Outer rings run against the clock and holes with it (section 3.1.6). */
function windsRight(polygon) {
  polygon.forEach((ring, index) => {
    let twice = 0;
    for (let i = 1; i < ring.length; i++) twice += ring[i - 1][0] * ring[i][1] - ring[i][0] * ring[i - 1][1];
    assert.ok(index === 0 ? twice > 0 : twice < 0, "a ring runs the wrong way");
  });
}
