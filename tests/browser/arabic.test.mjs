// A language that is read from right to left, in pages and pictures: words, legend and table turn round, maps do not.
import assert from "node:assert/strict";
import { rmSync } from "node:fs";
import { after, before, test } from "node:test";
import { arabicSandland } from "./arabic.mjs";
import { launch, Visit } from "./browser.mjs";
import { starting } from "./servers.mjs";
import { html, serve } from "./site.mjs";

let browser;
let server;
const folder = arabicSandland();
before(async () => {
  [browser, server] = await Promise.all([launch(), starting([folder])]);
});
after(async () => {
  await browser.close();
  await server.stop();
  rmSync(folder, { recursive: true });
});

const box = (locator) => locator.boundingBox();
const middle = ({ x, width }) => x + width / 2;

for (const width of [1280, 360]) {
  test(`a map in Arabic, ${width} pixels wide`, async () => {
    const visit = await Visit.open(browser, `${server.origin}/embed?lang=ar&year=2023&per=per_1000_households&controls=true`, { width, origins: [server.origin] });
    await visit.ready();
    const { element, page } = visit;
    assert.deepEqual(await page.evaluate(() => [document.documentElement.lang, document.documentElement.dir, document.documentElement.scrollWidth]), ["ar", "rtl", width]);
    assert.equal(await element.locator(".card").getAttribute("dir"), "rtl");
    // Swatches stand at the right of their words, the value at the left of the name.
    const entry = element.locator(".legend li").first();
    assert.ok(middle(await box(entry.locator(".swatch"))) > middle(await box(entry.locator(".range"))));
    await element.locator(".values summary").click();
    const row = element.locator(".values tbody tr").first();
    assert.ok(middle(await box(row.locator("th"))) > middle(await box(row.locator("td").first())));
    if (width > 1000) assert.ok(middle(await box(element.locator(".legend"))) < middle(await box(element.locator(".drawing"))), "the legend at the left of the map");
    // The east stays in the east.
    const at = async (pcode) => middle(await box(element.locator(`path[data-pcode=${pcode}]`)));
    assert.ok((await at("ZZ0201")) > (await at("ZZ0101")));
    // What comes from the left is marked off, and stands at the right edge like all the rest.
    assert.equal(await element.locator(".citation").getAttribute("dir"), "auto");
    assert.equal(await element.locator(".citation").evaluate((line) => getComputedStyle(line).textAlign), "right");
    assert.match(await element.locator(".summary").textContent(), /^البلد كله: 60 .* الأعلى \(3 مناطق\): .*\. الأدنى: /u);
    await visit.end();
  });
}

test("an Arabic map in an English article and an English one in an Arabic article keep their own direction", async () => {
  for (const [article, map, direction] of [["en", "ar", "rtl"], ["ar", "en", "ltr"]]) {
    const site = await serve((url, request, response) =>
      html(response, `<!doctype html><html lang="${article}" dir="${article === "ar" ? "rtl" : "ltr"}"><title>An article</title><script type="module" src="${server.origin}/kerben-map.js"></script><kerben-map lang="${map}" year="2023"></kerben-map>`));
    const visit = await Visit.open(browser, `${site.origin}/`, { origins: [server.origin, site.origin] });
    await visit.ready();
    assert.equal(await visit.element.locator("h2").evaluate((title) => getComputedStyle(title.parentElement).direction), direction);
    const name = visit.element.locator(".names.at-wide text").first();
    assert.equal(await name.evaluate((text) => getComputedStyle(text).direction), "ltr", "anchors of names are those of the picture");
    await visit.end();
    await site.close();
  }
});

test("pictures begin at the right", async () => {
  const picture = await (await fetch(`${server.origin}/maps/returnees.svg?lang=ar&year=2023&by=admin2&per=per_1000_households`)).text();
  const title = /<g class="title"><text x="([\d.]+)" [^>]*text-anchor="end"/.exec(picture);
  assert.ok(title !== null && Number(title[1]) > 700, "the title ends at the right margin");
  assert.ok(picture.includes(`font-family="'Kerben Arabic'`) && picture.includes("\u2067"));
  const legend = picture.slice(picture.indexOf('class="legend"'));
  const swatch = Number(/<path [^>]*d="M([\d.]+)/.exec(legend.slice(legend.indexOf("</text>")))[1]);
  const label = Number(/text-anchor="end"[^>]*>\u2067?\u2068?[\d]/.exec(legend) === null ? NaN : /<text x="([\d.]+)"[^>]*text-anchor="end"[^>]*>[^<]*إلى/.exec(legend)[1]);
  assert.ok(swatch > label, `swatches stand at the right of their words: ${swatch}, ${label}`);
});
