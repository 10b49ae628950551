// Which colour each district must have by the legend on the page, and which one it has on the screen.
import assert from "node:assert/strict";
import { PNG } from "pngjs";
import polylabel from "polylabel";
import { json } from "./browser.mjs";

let places = null;

/** Districts with a point far inside them, roomiest first. */
async function interiors() {
  places ??= (await json("/collections/admin2/items?limit=1000")).features.map(({ id, geometry }) => {
    const polygons = geometry.type === "Polygon" ? [geometry.coordinates] : geometry.coordinates;
    const labels = polygons.map((rings) => polylabel(rings, 0.002));
    const [point] = labels.sort((a, b) => b.distance - a.distance);
    return { pcode: id, at: [point[0], point[1]], room: point.distance };
  }).sort((a, b) => b.room - a.room);
  return places;
}

/** The swatches of the legend on the page: label, kind, colour, number of districts. */
export function legendOf(element) {
  return element.evaluate((host) =>
    [...host.shadowRoot.querySelectorAll(".legend li")].map((item) => {
      const swatch = item.querySelector(".swatch");
      return {
        kind: [...swatch.classList].find((name) => name !== "swatch"),
        colour: getComputedStyle(swatch).backgroundColor.match(/\d+/g).map(Number),
        label: item.querySelector(".range").textContent,
      };
    }));
}

/** Districts that are in sight, each with its value, and the colour that the legend on the page gives to that value. */
export async function expectations(element, question) {
  const [indicator, query] = question.split("?");
  const [values, map, legend, points] = await Promise.all([
    json(`/indicators/${indicator}/values?by=admin2&${query}`),
    json(`/maps/${indicator}?by=admin2&${query}`),
    legendOf(element),
    interiors(),
  ]);
  const rows = new Map(values.rows.map((row) => [row.pcode, row]));
  return points.map(({ pcode, at }) => {
    const row = rows.get(pcode);
    const entry = row.status === "reported"
      ? legend.find((item) => item.label === classOf(map.classes, row.value).label)
      : legend.find((item) => item.kind === row.status);
    assert.ok(entry, `the legend has nothing for ${row.name}: ${row.value} ${row.status}`);
    return { name: row.name, value: row.value, at, colour: entry.colour, label: entry.label };
  });
}

/** For every class of the legend its roomiest districts. */
export function someOfEach(expected, each = 2) {
  const taken = new Map();
  return expected.filter(({ label }) => {
    taken.set(label, (taken.get(label) ?? 0) + 1);
    return taken.get(label) <= each;
  });
}

/** The colours on the screen at points of the earth. Names, which stand where districts are widest, are taken away for it. */
export async function paintedAt(page, element, points) {
  await element.evaluate((host) => {
    const names = host.map.getLayersOrder().filter((id) => host.map.getLayer(id).type === "symbol");
    for (const id of names) host.map.setPaintProperty(id, "text-opacity", 0);
    return new Promise((resolve) => {
      host.map.once("idle", resolve);
      host.map.triggerRepaint();
    });
  });
  await element.scrollIntoViewIfNeeded();
  // A pointer on the map would show a tooltip over it.
  await page.mouse.move(1, 1);
  const spots = await element.evaluate((host, asked) => {
    const box = host.map.getContainer().getBoundingClientRect();
    return asked.map((at) => {
      const { x, y } = host.map.project(at);
      return { x: box.x + x + window.scrollX, y: box.y + y + window.scrollY };
    });
  }, points);
  const picture = PNG.sync.read(await page.screenshot({ fullPage: true }));
  return spots.map(({ x, y }) => {
    const start = (Math.round(y) * picture.width + Math.round(x)) * 4;
    return [...picture.data.subarray(start, start + 3)];
  });
}

/** Every district that was picked has the colour that the legend promises. */
export async function assertPainted(visit, question) {
  const chosen = someOfEach(await expectations(visit.element, question));
  assert.ok(chosen.length >= 3, "at least three districts are looked at");
  assert.ok(new Set(chosen.map(({ label }) => label)).size >= 3, "they are of at least three classes");
  const painted = await paintedAt(visit.page, visit.element, chosen.map(({ at }) => at));
  chosen.forEach(({ name, value, colour }, index) => {
    const off = Math.max(...colour.map((part, channel) => Math.abs(part - painted[index][channel])));
    assert.ok(off <= 2, `${name} (${value}) is painted ${painted[index]}, the legend says ${colour}`);
  });
}

/** The colour of every district on the screen. */
export async function paintedEverywhere(visit) {
  return paintedAt(visit.page, visit.element, (await interiors()).map(({ at }) => at));
}

function classOf(classes, value) {
  const found = classes.findLast((one) => value >= one.low);
  assert.ok(found, `no class holds ${value}`);
  return found;
}
