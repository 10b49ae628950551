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

/** The legend on the page: swatches with label, kind and colour, and what circles stand for. */
export function legendOf(element) {
  return element.evaluate((host) => {
    const circles = [...host.shadowRoot.querySelectorAll(".legend .nested text")].map((text) => ({ kind: "circle", label: text.textContent }));
    return circles.concat([...host.shadowRoot.querySelectorAll(".legend li")].map((item) => {
      const swatch = item.querySelector(".swatch");
      return {
        kind: [...swatch.classList].find((name) => name !== "swatch"),
        colour: getComputedStyle(swatch.querySelector("rect")).fill.match(/\d+/g).map(Number),
        label: item.querySelector(".range").textContent,
      };
    }));
  });
}

/** Districts that are in sight, each with its value, and the colour that the legend on the page gives to that value. */
export async function expectations(element, question) {
  const [[values, map], legend, points] = await Promise.all([answers(question), legendOf(element), interiors()]);
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
  // A picture of the whole page would change the size of the window, and with it the map, which may then be seen before it is drawn anew.
  await element.evaluate((host) => host.map.getContainer().scrollIntoView({ block: "center", behavior: "instant" }));
  // A pointer on the map would show a tooltip over it.
  await page.mouse.move(1, 1);
  const spots = await element.evaluate((host, asked) => {
    const box = host.map.getContainer().getBoundingClientRect();
    return asked.map((at) => {
      const { x, y } = host.map.project(at);
      return { x: box.x + x, y: box.y + y };
    });
  }, points);
  const picture = PNG.sync.read(await page.screenshot());
  return spots.map(({ x, y }) => {
    const start = (Math.round(y) * picture.width + Math.round(x)) * 4;
    return [...picture.data.subarray(start, start + 3)];
  });
}

/** The values of a map, and the map. Values know nothing of how they are drawn. */
function answers(question) {
  const [indicator, query] = question.split("?");
  const counted = query.replace(/&?marks=\w+/, "");
  return Promise.all([json(`/indicators/${indicator}/values?by=admin2&${counted}`), json(`/maps/${indicator}?by=admin2&${query}`)]);
}

/** The circles on the screen by P-code: their places in pixels, and their values. */
export function circlesOn(element) {
  return element.evaluate((host) => {
    const drawn = host.map.queryRenderedFeatures({ layers: ["kerben-circles"] });
    return Object.fromEntries(drawn.map(({ properties, geometry }) =>
      [properties.pcode, { value: properties.value, at: geometry.coordinates, ...host.map.project(geometry.coordinates) }]));
  });
}

/** The radius in pixels that the legend of a map gives to a value at a zoom. */
function radiusOf({ values: [largest], zoom, zooms: [least, most] }, value, at) {
  const growth = 2 ** ((Math.min(Math.max(at, least), most) - zoom) / 2);
  return Math.max(1.5, largest.radius * Math.sqrt(value / largest.value) * growth);
}

/** Every place with a value has a circle of the size that the legend promises, and no other place has one. */
export async function assertCircles(visit, question) {
  const [{ rows }, map] = await answers(question);
  const drawn = await circlesOn(visit.element);
  const expected = rows.filter(({ status, value }) => status === "reported" && value > 0).map(({ pcode, value }) => [pcode, value]);
  const sorted = (pairs) => [...pairs].sort(([a], [b]) => a.localeCompare(b));
  assert.deepEqual(sorted(Object.entries(drawn).map(([pcode, { value }]) => [pcode, value])), sorted(expected), "a circle for each count");
  const zoom = await visit.element.evaluate((host) => host.map.getZoom());
  const circles = Object.values(drawn).map((circle) => ({ ...circle, radius: radiusOf(map.legend.circles, circle.value, zoom) }));
  const apart = (a, b) => Math.hypot(a.x - b.x, a.y - b.y) - a.radius - b.radius;
  const alone = circles.filter((one) => one.radius >= 5 && circles.every((other) => other === one || apart(one, other) > 5));
  assert.ok(alone.length >= 2, `${alone.length} circles stand alone`);
  const directions = [[1, 0], [0, 1], [-1, 0], [0, -1]];
  const probes = alone.flatMap((one) => [-3, 4].flatMap((beyond) => directions.map(([x, y]) =>
    ({ x: one.x + x * (one.radius + beyond), y: one.y + y * (one.radius + beyond), inside: beyond < 0 }))));
  const places = await visit.element.evaluate((host, asked) => asked.map(({ x, y }) => host.map.unproject([x, y]).toArray()), probes);
  const painted = await paintedAt(visit.page, visit.element, places);
  // Through a circle a fifth of what is below is seen.
  const colour = map.legend.circles.color.match(/[0-9a-f]{2}/g).map((part) => parseInt(part, 16) * 0.8 + 0.2 * 247);
  const isCircle = (pixel) => Math.max(...colour.map((part, channel) => Math.abs(part - pixel[channel]))) < 50;
  const right = probes.filter(({ inside }, index) => isCircle(painted[index]) === inside).length;
  assert.ok(right / probes.length > 0.9, `${right} of ${probes.length} places at the edges of circles are as the legend says`);
}

/** Every district that was picked has the colour that the legend promises, or, where counts are circles, every circle its size. */
export async function assertPainted(visit, question) {
  if ((await answers(question))[1].marks === "circles") return assertCircles(visit, question);
  const chosen = someOfEach(await expectations(visit.element, question));
  assert.ok(chosen.length >= 3, "at least three districts are looked at");
  assert.ok(new Set(chosen.map(({ label }) => label)).size >= 3, "they are of at least three classes");
  const painted = await paintedAt(visit.page, visit.element, chosen.map(({ at }) => at));
  chosen.forEach(({ name, value, colour }, index) => {
    const off = Math.max(...colour.map((part, channel) => Math.abs(part - painted[index][channel])));
    assert.ok(off <= 2, `${name} (${value}) is painted ${painted[index]}, the legend says ${colour}`);
  });
}

/** The colour of every district on the screen, and the value of every circle. */
export async function paintedEverywhere(visit) {
  const circles = Object.entries(await circlesOn(visit.element)).map(([pcode, { value }]) => `${pcode}: ${value}`).sort();
  return [...await paintedAt(visit.page, visit.element, (await interiors()).map(({ at }) => at)), circles];
}

function classOf(classes, value) {
  const found = classes.findLast((one) => value >= one.low);
  assert.ok(found, `no class holds ${value}`);
  return found;
}
