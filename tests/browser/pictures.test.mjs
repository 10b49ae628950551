// Pictures look as they did: those of the server and the drawings of pages are compared with the ones in `kept`, within a tolerance.
// `KERBEN_KEEP_PICTURES=1` makes them anew; what differs is written to `tests/output`.
import assert from "node:assert/strict";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { after, before, test } from "node:test";
import pixelmatch from "pixelmatch";
import { PNG } from "pngjs";
import { arabicSandland } from "./arabic.mjs";
import { base, launch } from "./browser.mjs";
import { starting } from "./servers.mjs";

const kept = new URL("kept/", import.meta.url);
const output = new URL("../output/", import.meta.url);
/** How different a pixel may be, and how many of them. */
const [THRESHOLD, SHARE] = [0.1, 0.002];
const RATES = "year=2023&per=per_1000_households";

let browser;
let arabic;
before(async () => {
  mkdirSync(kept, { recursive: true });
  mkdirSync(output, { recursive: true });
  [browser, arabic] = await Promise.all([launch(), starting([arabicSandland()])]);
});
after(async () => {
  await browser.close();
  await arabic.stop();
});

function compare(name, png, share = SHARE) {
  const file = new URL(`${name}.png`, kept);
  if (process.env.KERBEN_KEEP_PICTURES === "1") writeFileSync(file, png);
  assert.ok(existsSync(file), `${name}: there is no kept picture; KERBEN_KEEP_PICTURES=1 makes it`);
  const [before, now] = [PNG.sync.read(readFileSync(file)), PNG.sync.read(png)];
  writeFileSync(new URL(`picture-${name}.png`, output), png);
  assert.deepEqual([now.width, now.height], [before.width, before.height], `${name}: the size`);
  const difference = new PNG({ width: now.width, height: now.height });
  const pixels = pixelmatch(before.data, now.data, difference.data, now.width, now.height, { threshold: THRESHOLD });
  if (pixels > share * now.width * now.height) {
    writeFileSync(new URL(`picture-${name}-difference.png`, output), PNG.sync.write(difference));
    assert.fail(`${name}: ${pixels} pixels differ, see tests/output/picture-${name}-difference.png`);
  }
}

for (const [name, path] of [
  ["rates", `return_migrants.png?${RATES}`],
  ["circles-ru", "return_migrants.png?year=2023&lang=ru&by=admin1"],
  ["change-dark", "return_migrants.png?year=2022&per=change&theme=dark"],
  ["two-variables", `return_migrants.png?${RATES}&against=households_beyond&against_service=hospital&against_km=10`],
  ["service-ky", "households_beyond.png?service=hospital&km=10&lang=ky"],
]) {
  test(`the picture ${name}`, async () => {
    const answer = await fetch(`${base}/maps/${path}&width=480`);
    assert.equal(answer.status, 200);
    compare(name, Buffer.from(await answer.arrayBuffer()));
  });
}

test("the picture in Arabic, from right to left, with joined letters", async () => {
  const answer = await fetch(`${arabic.origin}/maps/returnees.png?lang=ar&year=2023&by=admin2&per=per_1000_households&width=480`);
  compare("arabic", Buffer.from(await answer.arrayBuffer()));
});

// The letters of a browser are those of the machine: what is compared of pages is the drawing without them.
for (const [name, path, act] of [
  ["page", `/embed?indicator=return_migrants&${RATES}`, async () => {}],
  ["page-selected", `/embed?indicator=return_migrants&${RATES}`, async (page) => {
    await page.locator("kerben-map .drawing").focus();
    await page.keyboard.press("ArrowRight");
  }],
  ["page-circles", "/embed?indicator=return_migrants&year=2023", async () => {}],
]) {
  test(`the drawing of a page: ${name}`, async () => {
    const context = await browser.newContext({ viewport: { width: 360, height: 700 }, reducedMotion: "reduce", bypassCSP: true });
    const page = await context.newPage();
    try {
      await page.goto(base + path);
      await page.locator('kerben-map[data-state="ready"]').waitFor();
      await act(page);
      await page.locator("kerben-map").evaluate((host) => {
        const sheet = new CSSStyleSheet();
        sheet.replaceSync(".tooltip, .zoom { display: none } text { visibility: hidden }");
        host.shadowRoot.adoptedStyleSheets = [...host.shadowRoot.adoptedStyleSheets, sheet];
      });
      compare(name, await page.locator("kerben-map .drawing > svg").screenshot(), 0.01);
    } finally {
      await context.close();
    }
  });
}
