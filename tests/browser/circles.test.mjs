// Counts as circles: where the values are, as large as the legend says, at every zoom and in every size of window.
import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { json, launch, Visit } from "./browser.mjs";
import { assertCircles, assertPainted, circlesOn } from "./colours.mjs";

const output = fileURLToPath(new URL("../output", import.meta.url));
let browser;
before(async () => {
  browser = await launch();
});
after(() => browser.close());

const nested = (visit) => visit.element.evaluate((host) => {
  const legend = host.shadowRoot.querySelector(".legend .nested");
  const of = (tag, get) => [...legend.querySelectorAll(tag)].map(get);
  return { labels: of("text", (text) => text.textContent), radii: of("circle", (circle) => circle.r.baseVal.value) };
});

test("counts are circles where the values are, and the legend has circles inside each other", async () => {
  for (const [name, width, height] of [["wide", 1280, 900], ["narrow", 360, 740]]) {
    const visit = await Visit.open(browser, "/embed?indicator=return_migrants&year=2023", { width, height });
    await visit.live();
    writeFileSync(join(output, `circles-${name}.png`), await visit.page.screenshot({ fullPage: true }));
    const { legend } = await json("/maps/return_migrants?year=2023");
    const { labels, radii } = await nested(visit);
    assert.deepEqual(labels, legend.circles.values.map(({ label }) => label));
    // Areas as values, to the tenth of a pixel, at the zoom of the map.
    const zoom = await visit.element.evaluate((host) => host.map.getZoom());
    const growth = 2 ** ((Math.max(zoom, legend.circles.zooms[0]) - legend.circles.zoom) / 2);
    legend.circles.values.forEach(({ radius }, at) => assert.ok(Math.abs(radii[at] - radius * growth) < 0.1, `${radii[at]} at zoom ${zoom}`));
    assert.match(await visit.element.locator(".legend .unit").innerText(), /^people/);
    if (name === "wide") await assertCircles(visit, "return_migrants?year=2023");
    await visit.end();
  }
});

test("circles and their legend grow as a reader comes closer", async () => {
  const visit = await Visit.open(browser, "/embed?indicator=return_migrants&year=2023");
  await visit.live();
  const before = await nested(visit);
  const drawn = await circlesOn(visit.element);
  await visit.element.evaluate((host) => {
    host.map.jumpTo({ zoom: host.map.getZoom() + 1 });
    return new Promise((resolve) => host.map.once("idle", resolve));
  });
  const closer = await nested(visit);
  before.radii.forEach((radius, at) => assert.ok(Math.abs(closer.radii[at] / radius - Math.SQRT2) < 0.01, `${radius}, ${closer.radii[at]}`));
  const seen = await circlesOn(visit.element);
  for (const [pcode, { value }] of Object.entries(seen)) assert.equal(value, drawn[pcode].value);
  await visit.end();
});

test("rates with their counts: colours, circles above them, and both in the legend", async () => {
  const question = "return_migrants?year=2023&per=per_1000_households&marks=both";
  const visit = await Visit.open(browser, `/embed?indicator=${question.replace("?", "&")}`);
  await visit.live();
  writeFileSync(join(output, "circles-both.png"), await visit.page.screenshot({ fullPage: true }));
  const counts = await json("/indicators/return_migrants/values?by=admin2&year=2023");
  const expected = new Map(counts.rows.map(({ pcode, value }) => [pcode, value]));
  const drawn = Object.entries(await circlesOn(visit.element));
  assert.ok(drawn.length > 40);
  for (const [pcode, { value }] of drawn) assert.equal(value, expected.get(pcode), `${pcode}: the count, not the rate`);
  const units = await visit.element.locator(".legend .unit").allInnerTexts();
  assert.match(units[0], /^people/);
  assert.match(units[1], /per 1,000 households/);
  // Without the circles the areas are as without counts.
  await visit.element.evaluate((host) => host.map.setLayoutProperty("kerben-circles", "visibility", "none"));
  await assertPainted(visit, question);
  await visit.end();
});

test("a district under a circle is named with its value, and found by the keyboard", async () => {
  const visit = await Visit.open(browser, "/embed?indicator=return_migrants&year=2023");
  await visit.live();
  const [[pcode, circle]] = Object.entries(await circlesOn(visit.element)).sort(([, a], [, b]) => b.value - a.value);
  const box = await visit.element.evaluate((host) => host.map.getContainer().getBoundingClientRect().toJSON());
  await visit.page.mouse.move(box.x + circle.x, box.y + circle.y);
  const tooltip = visit.element.locator(".tooltip");
  await tooltip.waitFor();
  const { rows } = await json("/indicators/return_migrants/values?by=admin2&year=2023");
  const row = rows.find((one) => one.pcode === pcode);
  const words = await tooltip.innerText();
  assert.ok(words.startsWith(row.name) && words.includes(new Intl.NumberFormat("en").format(row.value)), words);
  await visit.end();
});

test("colours of counts, where they are asked for, come with a warning and without circles", async () => {
  const visit = await Visit.open(browser, "/embed?indicator=return_migrants&year=2023&marks=fill");
  await visit.live();
  assert.match(await visit.element.locator(".notes").innerText(), /Colours of counts mislead/);
  assert.equal(await visit.element.locator(".legend .nested").count(), 0);
  await assertPainted(visit, "return_migrants?year=2023&marks=fill");
  await visit.end();
});
