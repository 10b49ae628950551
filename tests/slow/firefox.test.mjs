// The pages in Firefox, as Debian has it, by WebDriver BiDi: nothing complains, the map is drawn in the colours of its legend whether
// Firefox has WebGL or not (as on a machine without a display), and the table holds every district.
import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import { after, before, test } from "node:test";
import { PNG } from "pngjs";
import puppeteer from "puppeteer-core";

const base = process.env.KERBEN_URL.replace(/\/$/, "");
const output = new URL("../output/", import.meta.url);
let browser;

before(async () => {
  mkdirSync(output, { recursive: true });
  browser = await puppeteer.launch({
    browser: "firefox",
    executablePath: process.env.FIREFOX ?? "/usr/bin/firefox-esr",
  });
});
after(() => browser?.close());

/** How many pixels of a picture have a colour, given as `rgb(r, g, b)`. */
function pixels(png, colour) {
  const { data } = PNG.sync.read(Buffer.from(png));
  const [red, green, blue] = colour.match(/\d+/g).map(Number);
  let count = 0;
  for (let at = 0; at < data.length; at += 4) {
    if (Math.abs(data[at] - red) + Math.abs(data[at + 1] - green) + Math.abs(data[at + 2] - blue) < 6) count += 1;
  }
  return count;
}

for (const [name, path, width] of [
  ["embed", "/embed?indicator=return_migrants&year=2023&per=per_1000_households", 1280],
  ["embed-narrow", "/embed?indicator=return_migrants&year=2023&per=per_1000_households", 360],
  ["start", "/#indicator=return_migrants&per=per_1000_households", 1280],
]) {
  test(`${name} in Firefox`, async (t) => {
    const page = await browser.newPage();
    const complaints = [];
    page.on("console", (message) => {
      // Firefox tells of its own software renderer.
      if (["error"].includes(message.type())) complaints.push(message.text());
    });
    page.on("pageerror", (error) => complaints.push(error.message));
    await page.setViewport({ width, height: 800 });
    await page.goto(base + path);
    await page.waitForSelector('kerben-map[data-state="ready"]', { timeout: 120_000 });
    const picture = await page.screenshot();
    writeFileSync(new URL(`firefox-${name}.png`, output), picture);
    const legend = await page.$$eval("kerben-map", ([map]) =>
      [...map.shadowRoot.querySelectorAll(".legend .swatch.class rect")].map((swatch) => getComputedStyle(swatch).fill));
    assert.ok(legend.length >= 3, "the legend has hardly any classes");
    for (const colour of legend) assert.ok(pixels(picture, colour) > width, `hardly anything on the map is ${colour}`);
    assert.equal(await page.$eval("kerben-map", (map) => map.shadowRoot.querySelectorAll("tbody tr").length), 45);
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    assert.ok(overflow <= 0, `the page is ${overflow} px too wide`);
    assert.deepEqual(complaints, []);
    await page.close();
  });
}
