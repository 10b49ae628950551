// The pages in Firefox, as Debian has it, by WebDriver BiDi: nothing complains, the map is drawn in the colours of its legend whether
// Firefox has WebGL or not (as on a machine without a display), and the table holds every district.
import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { after, before, test } from "node:test";
import { PNG } from "pngjs";
import puppeteer from "puppeteer-core";
import { arabicSandland } from "../browser/arabic.mjs";
import { starting } from "../browser/servers.mjs";

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

const RATES = "/embed?indicator=return_migrants&year=2023&per=per_1000_households";

/** Opens a page, and asserts afterwards that it complained of nothing. */
async function visit(address, width, work) {
  const page = await browser.newPage();
  const complaints = [];
  page.on("console", (message) => message.type() === "error" && complaints.push(message.text()));
  page.on("pageerror", (error) => complaints.push(error.message));
  await page.setViewport({ width, height: 800 });
  try {
    await page.goto(address.startsWith("http") ? address : base + address);
    await work(page);
    assert.ok((await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)) <= 0, `${address} is too wide`);
    assert.deepEqual(complaints, [], address);
  } finally {
    await page.close();
  }
}

const ready = (page) => page.waitForSelector('kerben-map[data-state="ready"]', { timeout: 120_000 });
/** What a selector finds in the shadow of the map. */
const shadow = (page, selector, read) =>
  page.$eval("kerben-map", (map, selector, read) => [...map.shadowRoot.querySelectorAll(selector)].map((element) => new Function("element", `return ${read}`)(element)), selector, read);

for (const width of [1280, 360]) {
  test(`a district is pointed at, tapped, and reached by keys, ${width} px`, () =>
    visit(RATES, width, async (page) => {
      await ready(page);
      const [at] = await shadow(page, "path[data-pcode]", "(({ x, y, width, height }) => [x + width / 2, y + height / 2])(element.getBoundingClientRect())");
      const tooltip = () => shadow(page, ".tooltip", "element.hidden ? '' : element.textContent");
      await page.mouse.click(...at);
      const [tapped] = await tooltip();
      assert.match(tapped, /per 1,000 households \(illustrative\)/);
      await page.keyboard.press("Escape");
      await page.$eval("kerben-map", (map) => map.shadowRoot.querySelector(".drawing").focus());
      await page.keyboard.press("ArrowRight");
      const [first] = await tooltip();
      await page.keyboard.press("ArrowRight");
      const [second] = await tooltip();
      assert.ok(first !== "" && second !== "" && first !== second, `${first} | ${second}`);
      assert.match((await shadow(page, "[aria-live]", "element.textContent"))[0], /\(illustrative\)/);
      await page.keyboard.press("Escape");
      assert.deepEqual(await tooltip(), [""]);
    }));

  test(`the table is sorted, ${width} px`, () =>
    visit(RATES, width, async (page) => {
      await ready(page);
      const names = () => shadow(page, ".values tbody tr", "element.querySelector('th').textContent");
      const byRank = await names();
      await page.$eval("kerben-map", (map) => {
        map.shadowRoot.querySelector(".values summary").click();
        map.shadowRoot.querySelectorAll(".values .sort")[1].click();
      });
      assert.deepEqual(await names(), byRank.toReversed());
      assert.deepEqual(await shadow(page, ".values thead th", "element.getAttribute('aria-sort')"), [null, "ascending", null]);
    }));

  for (const path of ["/explore", "/planner", "/embed/builder", "/?lang=ru", "/?lang=ky"]) {
    test(`${path}, ${width} px`, () =>
      visit(path, width, async (page) => {
        await page.waitForSelector("main h1");
        await page.waitForNetworkIdle({ idleTime: 500, timeout: 60_000 });
        assert.ok((await page.$eval("main", (main) => main.textContent.trim().length)) > 5);
      }));
  }
}

test("an element in somebody else's article", async () => {
  const site = createServer((request, response) =>
    response.writeHead(200, { "content-type": "text/html; charset=utf-8" }).end(
      `<!doctype html><html lang="en"><title>An article</title><style>* { letter-spacing: 3px; text-transform: uppercase }</style><script type="module" src="${base}/kerben-map.js"></script><kerben-map indicator="return_migrants" year="2023"></kerben-map>`,
    )).listen(0, "127.0.0.1");
  await new Promise((resolve) => site.once("listening", resolve));
  try {
    await visit(`http://127.0.0.1:${site.address().port}/`, 720, async (page) => {
      await ready(page);
      assert.equal((await shadow(page, "path[data-pcode]", "1")).length, 45);
      assert.match((await shadow(page, ".disclaimer", "element.textContent"))[0], /illustration purposes only/);
    });
  } finally {
    site.close();
  }
});

test("a map in Kazakh, and one in Arabic from right to left", async () => {
  const servers = await Promise.all([starting(["geodata/samples/kazakhstan"]), starting([arabicSandland()])]);
  try {
    await visit(`${servers[0].origin}/embed?lang=kk`, 360, async (page) => {
      await ready(page);
      assert.match((await shadow(page, ".values summary", "element.textContent"))[0], /\p{Script=Cyrillic}/u);
    });
    await visit(`${servers[1].origin}/embed?lang=ar&year=2023`, 360, async (page) => {
      await ready(page);
      writeFileSync(new URL("firefox-arabic.png", output), await page.screenshot());
      assert.equal(await page.evaluate(() => document.documentElement.dir), "rtl");
      assert.deepEqual(await shadow(page, ".card", "getComputedStyle(element).direction"), ["rtl"]);
    });
  } finally {
    await Promise.all(servers.map((server) => server.stop()));
  }
});
