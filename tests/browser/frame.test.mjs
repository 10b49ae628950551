// The frame of a map: it fits its box whatever becomes of that, has a scale bar, names what has room, and is printed whole.
import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { PNG } from "pngjs";
import { json, launch, Visit } from "./browser.mjs";

const output = fileURLToPath(new URL("../output", import.meta.url));
let browser;
before(async () => {
  browser = await launch();
});
after(() => browser.close());

/** Where the country lies in the box of the map, as parts of its width and height, once the map is drawn. */
const fit = (visit, [west, south, east, north]) => visit.element.evaluate((host, corners) => {
  const { clientWidth, clientHeight } = host.map.getContainer();
  const [low, high] = corners.map((corner) => host.map.project(corner));
  return { size: `${clientWidth} × ${clientHeight}`, across: (high.x - low.x) / clientWidth, down: (low.y - high.y) / clientHeight, inside: low.x >= 0 && high.x <= clientWidth && high.y >= 0 && low.y <= clientHeight };
}, [[west, south], [east, north]]);

const isFitted = ({ inside, across, down }) => inside && Math.max(across, down) > 0.6;

async function until(what, holds) {
  const deadline = Date.now() + 20_000;
  for (;;) {
    const seen = await what();
    if (holds(seen)) return seen;
    assert.ok(Date.now() < deadline, JSON.stringify(seen));
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

test("a phone that is turned shows the whole country again", async () => {
  const { bounds } = await json("/maps/return_migrants?year=2023");
  const visit = await Visit.open(browser, "/embed?indicator=return_migrants&year=2023", { width: 360, height: 740 });
  await visit.live();
  const upright = await fit(visit, bounds);
  assert.ok(isFitted(upright), JSON.stringify(upright));
  await visit.page.setViewportSize({ width: 740, height: 360 });
  const turned = await until(() => fit(visit, bounds), (seen) => seen.size !== upright.size && isFitted(seen));
  await visit.page.setViewportSize({ width: 360, height: 740 });
  await until(() => fit(visit, bounds), (seen) => seen.size !== turned.size && isFitted(seen));
  await visit.end();
});

test("a map in a tab that was hidden fits when it is shown", async () => {
  const { bounds } = await json("/maps/return_migrants?year=2023");
  const visit = await Visit.open(browser, "/embed?indicator=return_migrants&year=2023");
  await visit.live();
  const wide = await fit(visit, bounds);
  await visit.page.evaluate(() => (document.body.style.display = "none"));
  await visit.page.setViewportSize({ width: 700, height: 900 });
  await visit.page.evaluate(() => (document.body.style.display = ""));
  await until(() => fit(visit, bounds), (seen) => seen.size !== wide.size && isFitted(seen));
  await visit.end();
});

test("what a reader looks at stays when the box changes", async () => {
  const visit = await Visit.open(browser, "/embed?indicator=return_migrants&year=2023");
  await visit.live();
  const view = () => visit.element.evaluate((host) => ({ ...host.map.getCenter(), zoom: host.map.getZoom(), width: host.map.getContainer().clientWidth }));
  await visit.element.evaluate((host) => host.map.jumpTo({ center: [72.8, 40.5], zoom: 8 }));
  const before = await view();
  await visit.page.setViewportSize({ width: 800, height: 900 });
  const later = await until(view, (seen) => seen.width !== before.width);
  assert.ok(Math.abs(later.lng - before.lng) < 1e-6 && Math.abs(later.lat - before.lat) < 1e-6 && later.zoom === before.zoom, JSON.stringify(later));
  await visit.end();
});

test("a scale bar says how far a kilometre is", async () => {
  const visit = await Visit.open(browser, "/embed?indicator=return_migrants&year=2023");
  await visit.live();
  const scale = visit.element.locator(".maplibregl-ctrl-scale");
  const kilometres = Number((await scale.innerText()).match(/^(\d+)\s*km$/)[1]);
  const [width, perPixel] = await visit.element.evaluate((host) => {
    const bar = host.shadowRoot.querySelector(".maplibregl-ctrl-scale").getBoundingClientRect().width;
    const y = host.map.getContainer().clientHeight / 2;
    const [a, b] = [host.map.unproject([0, y]), host.map.unproject([100, y])];
    return [bar, a.distanceTo(b) / 1000 / 100];
  });
  // Below the map, where it hides no name.
  const [bar, canvas] = await visit.element.evaluate((host) =>
    [".maplibregl-ctrl-scale", "canvas"].map((part) => host.shadowRoot.querySelector(part).getBoundingClientRect().toJSON()));
  assert.ok(bar.top >= canvas.bottom && bar.height > 8, `${bar.top} above ${canvas.bottom}`);
  assert.ok(Math.abs(width * perPixel / kilometres - 1) < 0.05, `${width} px are ${width * perPixel} km, and said to be ${kilometres}`);
  await visit.end();
});

test("at 1280 pixels most districts are named, on a phone some", async () => {
  for (const [name, width, height] of [["wide", 1280, 900], ["narrow", 360, 740]]) {
    const visit = await Visit.open(browser, "/embed?indicator=return_migrants&year=2023&per=per_1000_households", { width, height });
    await visit.live();
    const named = await visit.element.evaluate((host) =>
      new Set(host.map.queryRenderedFeatures({ layers: ["kerben-label"] }).map(({ properties }) => properties.pcode)).size);
    writeFileSync(join(output, `names-${name}.png`), await visit.page.screenshot({ fullPage: true }));
    if (name === "wide") assert.ok(named >= 36, `${named} of 45 districts are named`);
    else assert.ok(named >= 6 && named <= 14, `${named} of 45 districts are named`);
    await visit.end();
  }
});

test("a printed map is its picture, on one page", async () => {
  const visit = await Visit.open(browser, "/embed?indicator=return_migrants&year=2023");
  await visit.ready();
  // How long the server takes for a picture is another question.
  const drawn = PNG.sync.write(new PNG({ width: 1600, height: 1000 }));
  await visit.page.route(/\/maps\/.*\.png/, (route) => route.fulfill({ contentType: "image/png", body: drawn }));
  const pdf = await visit.page.pdf({ format: "A4", landscape: true, printBackground: true });
  writeFileSync(join(output, "printed.pdf"), pdf);
  const asked = visit.requests.filter((url) => /\/maps\/.*\.png/.test(url));
  assert.equal(asked.length, 1, "the picture is asked for when it is needed");
  assert.ok(asked[0].includes("/maps/return_migrants.png?") && asked[0].includes("theme=print"), asked[0]);
  const pages = pdf.toString("latin1").match(/\/Type\s*\/Page\b/g).length;
  assert.equal(pages, 1);
  await visit.page.emulateMedia({ media: "print" });
  const picture = visit.element.locator(".picture");
  await picture.waitFor();
  assert.ok(await picture.evaluate((image) => image.complete && image.naturalWidth > 0));
  assert.equal(await visit.element.locator(".stage").isVisible(), false);
  writeFileSync(join(output, "printed.png"), await visit.page.screenshot());
  await visit.end();
});

test("a page that is only read asks for no picture", async () => {
  const visit = await Visit.open(browser, "/embed?indicator=return_migrants&year=2023");
  await visit.ready();
  assert.deepEqual(visit.requests.filter((url) => /\/maps\/.*\.png/.test(url)), []);
  await visit.end();
});
