// The first view of a map: drawn by the server, light, there without scripts, and answering to pointers, fingers and keys without a map library.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { json, launch, Visit } from "./browser.mjs";
import { loaded } from "./weight.mjs";

const RATES = "/embed?indicator=return_migrants&year=2023&per=per_1000_households";
let browser;
before(async () => {
  browser = await launch();
});
after(() => browser.close());

test("without scripts there are the map, its legend, and every value", async () => {
  const context = await browser.newContext({ javaScriptEnabled: false, viewport: { width: 700, height: 900 } });
  const page = await context.newPage();
  await page.goto(process.env.KERBEN_URL.replace(/\/$/, "") + RATES);
  const map = page.locator("kerben-map");
  assert.equal(await map.locator("svg path[data-pcode]").count(), 45);
  assert.ok(await map.locator(".names.at-medium text", { hasText: "Naryn" }).first().isVisible());
  assert.equal(await map.locator(".legend li").count(), 5);
  await map.locator("details.values summary").click();
  assert.equal(await map.locator("details.values tbody tr").count(), 45);
  assert.ok(await map.getByText(/This map is for illustration purposes only/).isVisible());
  await context.close();
});

test("each district of the picture has the colour of its value", async () => {
  const visit = await Visit.open(browser, RATES);
  await visit.ready();
  const [map, { rows }] = await Promise.all([json(RATES.replace("/embed?indicator=", "/maps/").replace("&", "?")), json("/indicators/return_migrants/values?by=admin2&year=2023&per=per_1000_households")]);
  const painted = await visit.element.evaluate((host) =>
    Object.fromEntries([...host.shadowRoot.querySelectorAll("path[data-pcode]")].map((path) => [path.dataset.pcode, path.getAttribute("fill")])));
  for (const { pcode, name, value } of rows) {
    const of = map.classes.findLast(({ low }) => low <= value);
    assert.equal(painted[pcode], of.color, `${name}: ${value}`);
  }
  await visit.end();
});

test("a map on a phone needs few requests and few bytes, and no map library", async () => {
  const { requests, bytes, addresses } = await loaded(browser, RATES, { width: 360, height: 740 });
  assert.ok(requests <= 6, addresses.join("\n"));
  assert.ok(bytes <= 70_000, `${bytes} bytes: ${addresses.join("\n")}`);
  assert.ok(!addresses.some((address) => /canvas|\/tiles\//.test(address)), addresses.join("\n"));
});

test("a district that is pointed at has its value and its years beside it", async () => {
  const visit = await Visit.open(browser, RATES);
  await visit.ready();
  const { rows } = await json("/indicators/return_migrants/values?by=admin2&year=2023&per=per_1000_households");
  const { pcode, name, value } = rows.find((row) => row.name === "Naryn");
  await visit.element.locator(`path[data-pcode="${pcode}"]`).hover({ force: true });
  const tooltip = visit.element.locator(".tooltip");
  const words = await tooltip.innerText();
  assert.ok(words.startsWith(name) && words.includes(value.toFixed(1)) && words.includes("(illustrative)"), words);
  assert.match(words, /2020[^]*2023/, "a line of the years that are counted in full");
  assert.equal(await tooltip.locator(".spark path").count(), 1);
  await visit.page.mouse.move(5, 5);
  assert.equal(await tooltip.isVisible(), false);
  await visit.end();
});

test("a finger beside a small district means it, and so does one on its inset", async () => {
  const visit = await Visit.open(browser, RATES, { width: 700, height: 740 });
  await visit.ready();
  const tooltip = visit.element.locator(".tooltip");
  const { rows } = await json("/indicators/return_migrants/values?by=admin2&year=2023");
  const city = rows.find((row) => row.name === "Osh City");
  const box = await visit.element.locator(`path[data-pcode="${city.pcode}"]`).boundingBox();
  assert.ok(Math.max(box.width, box.height) < 12, "it is hardly seen");
  await visit.page.mouse.click(box.x + box.width / 2 + 12, box.y + box.height / 2);
  assert.match(await tooltip.innerText(), /^Osh City/);
  const inset = visit.element.locator('.names.at-medium path[data-for*="leninskiy"]');
  const large = await inset.boundingBox();
  await visit.page.mouse.click(large.x + large.width / 2, large.y + large.height / 2);
  assert.match(await tooltip.innerText(), /^Leninskiy/);
  await visit.end();
});

test("arrow keys go from district to district, each is read out, and Escape ends it", async () => {
  const visit = await Visit.open(browser, RATES);
  await visit.ready();
  await visit.element.locator(".drawing").focus();
  const said = visit.element.locator("[aria-live]");
  const seen = new Set();
  for (const key of ["ArrowRight", "ArrowRight", "ArrowRight", "ArrowDown", "ArrowLeft", "ArrowUp", "ArrowUp"]) {
    await visit.page.keyboard.press(key);
    seen.add(await said.textContent());
  }
  assert.ok(seen.size >= 5, [...seen].join("\n"));
  for (const words of seen) assert.match(words, /^.+, .+: [\d.]+ people per 1,000 households \(illustrative\)$/);
  await visit.page.keyboard.press("Escape");
  assert.equal(await visit.element.locator(".tooltip").isVisible(), false);
  await visit.end();
});

test("every district can be reached with the arrow keys", async () => {
  const visit = await Visit.open(browser, RATES);
  await visit.ready();
  await visit.element.locator(".drawing").focus();
  const reached = await visit.element.evaluate((host) => {
    const drawing = host.shadowRoot.querySelector(".drawing");
    const press = (key) => drawing.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true }));
    const edge = () => host.shadowRoot.querySelector(".selected path")?.getAttribute("d");
    const paths = [...host.shadowRoot.querySelectorAll("path[data-pcode]")];
    const current = () => paths.find((path) => path.getAttribute("d") === edge())?.dataset.pcode;
    const [ways, waiting] = [new Map(), [[]]];
    while (waiting.length > 0) {
      const way = waiting.shift();
      for (const key of ["ArrowRight", "ArrowLeft", "ArrowUp", "ArrowDown"]) {
        press("Escape");
        press("ArrowRight");
        for (const step of [...way, key]) press(step);
        const pcode = current();
        if (pcode !== undefined && !ways.has(pcode)) {
          ways.set(pcode, true);
          waiting.push([...way, key]);
        }
      }
    }
    return ways.size;
  });
  assert.equal(reached, 45);
  await visit.end();
});

test("the map of MapLibre takes the place of the picture when a reader zooms in, and follows the choices", async () => {
  const visit = await Visit.open(browser, `${RATES}&controls`);
  await visit.ready();
  const box = await visit.element.locator(".drawing").boundingBox();
  await visit.element.locator(".zoom").click();
  await visit.page.locator("kerben-map[data-live]").waitFor();
  await visit.page.waitForFunction(() => document.querySelector("kerben-map").map?.isMoving() === false);
  assert.deepEqual(await visit.element.locator(".drawing").boundingBox(), box, "nothing moves");
  await visit.reload(() => visit.element.locator('select[name="year"]').selectOption("2022"));
  assert.match(await visit.element.locator("h2").innerText(), /2022/);
  const source = await visit.element.evaluate((host) => host.map.getStyle().sources.kerben.tiles[0]);
  assert.ok(source.includes("year=2022"), source);
  await visit.end();
});

test("circles of the picture are as large as the legend says", async () => {
  for (const width of [1280, 360]) {
    const visit = await Visit.open(browser, "/embed?indicator=return_migrants&year=2023", { width });
    await visit.ready();
    const { legend } = await json("/maps/return_migrants?year=2023");
    const { rows } = await json("/indicators/return_migrants/values?by=admin2&year=2023");
    const [drawn, told] = await visit.element.evaluate((host) => {
      const of = (selector) => [...host.shadowRoot.querySelectorAll(selector)].map((circle) => circle.getBoundingClientRect().width);
      return [of(".drawing .circles circle"), of(".legend .nested circle")];
    });
    const most = Math.max(...rows.map(({ value }) => value));
    const expected = Math.max(...told) * Math.sqrt(most / legend.circles.values[0].value);
    assert.ok(Math.abs(Math.max(...drawn) / expected - 1) < 0.06, `${Math.max(...drawn)} and ${expected} at ${width}`);
    await visit.end();
  }
});

test("twenty maps on one page lose no drawing", async () => {
  const maps = Array.from({ length: 20 }, (_, at) => `<kerben-map year="${2020 + (at % 4)}"></kerben-map>`).join("");
  const visit = await Visit.open(browser, "/embed");
  await visit.ready();
  await visit.page.evaluate((html) => {
    const place = document.createElement("div");
    place.innerHTML = html;
    document.body.append(place);
  }, maps);
  await visit.page.waitForFunction(() => document.querySelectorAll('kerben-map[data-state="ready"]').length === 21, null, { timeout: 60_000 });
  const drawn = await visit.page.evaluate(() => [...document.querySelectorAll("kerben-map")].map((map) => map.shadowRoot.querySelectorAll("path[data-pcode]").length));
  assert.deepEqual(new Set(drawn), new Set([45]));
  await visit.end();
});
