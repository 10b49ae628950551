// Addresses as they come back from the world: with noise, half empty, wrong. Each shows a map, and says what it left out or chose.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { createInterface } from "node:readline";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { base, launch, Visit } from "./browser.mjs";
import { html, serve } from "./site.mjs";

let browser;
before(async () => {
  browser = await launch();
});
after(() => browser.close());

const notices = (visit) => visit.element.locator(".notices li").allInnerTexts();

/** Address; what the title must say; what must be told, notice by notice. */
const SHARED = [
  ["/?lang=ru&fbclid=IwAR0", /по районам/, []],
  ["/embed/?fbclid=IwAR0&utm_source=x&year=2023", /2023/, []],
  ["/embed?indicator=&year=&by=&service=", /Return migrants by district/, []],
  ["/embed?indicator=households_beyond", /Households more than 25 km from a hospital/, [/No distance was chosen.*25 km/, /No service was chosen.*a hospital/]],
  ["/embed#indicator=households_beyond&service=", /Households more than 25 km from a hospital/, [/25 km/, /a hospital/]],
  ["/embed/?fbclid=1#indicator=emigrants&year=2021", /Emigrants by district, 2021/, []],
  ["/#indicator=households_beyond", /Households more than 25 km from a hospital/, [/25 km/, /a hospital/]],
  ["/?indicator=communities_lacking&utm_medium=mail", /Communities without a hospital/, [/a hospital/]],
  ["/embed?indicator=emigrants&year=1999", /Emigrants by district, 2020 to 2024/, [/year.*left out.*not in 1999/]],
  ["/#indicator=nope&within=KG99&per=x&by=admin9", /Return migrants by district/, [/indicator/, /level/, /way of counting/, /area.*KG99/]],
];

for (const [address, title, told] of SHARED) {
  test(`${address} shows a map`, async () => {
    const visit = await Visit.open(browser, address);
    await visit.ready();
    assert.match(await visit.element.locator("h2").innerText(), title);
    assert.ok(await visit.element.locator(".legend li, .legend .nested").count() > 0, "a legend");
    const seen = await notices(visit);
    assert.equal(seen.length, told.length, String(seen));
    for (const words of told) assert.ok(seen.some((notice) => words.test(notice)), `${words} in ${seen}`);
    assert.equal(await visit.element.locator(".notices").isVisible(), told.length > 0);
    await visit.end();
  });
}

test("links to the section of the start page that became the planner's page lead there", async () => {
  const visit = await Visit.open(browser, "/?lang=en#indicator=emigrants&far_service=school&far_km=5&far_within=KG04000000000");
  await visit.plannerReady();
  assert.equal(visit.page.url(), `${base}/planner?service=school&km=5&within=KG04000000000&lang=en`);
  assert.match(await visit.page.locator("#planner .answer").innerText(), /Naryn.*school.*farther than 5 km/s);
  await visit.end();
});

test("the planner's page says what of its address it left out", async () => {
  const visit = await Visit.open(browser, "/#far_service=casino&far_km=1e9&far_within=KG98");
  await visit.plannerReady();
  assert.match(await visit.page.locator("#planner .answer").innerText(), /hospital/);
  const notes = await visit.page.locator("#planner .notes").innerText();
  assert.match(notes, /service that was asked for is left out/);
  assert.match(notes, /area that was asked for is left out/);
  await visit.context.close();
});

test("a choice beside a notice is followed, and the notice goes", async () => {
  const visit = await Visit.open(browser, "/#indicator=households_beyond");
  await visit.ready();
  await visit.reload(() => visit.element.locator('select[name="service"]').selectOption("clinic"));
  assert.match(await visit.element.locator("h2").innerText(), /from a clinic/);
  assert.deepEqual(await notices(visit), []);
  assert.match(visit.page.url(), /service=clinic/);
  assert.match(visit.page.url(), /km=25/);
  await visit.end();
});

test("controls=\"false\" shows no chooser, in a frame and as an element", async () => {
  for (const [written, shown] of [["", false], ["&controls=false", false], ["&controls=FALSE", false], ["&controls=true", true], ["&controls", true]]) {
    const visit = await Visit.open(browser, `/embed?year=2023${written}`);
    await visit.ready();
    assert.equal(await visit.element.locator("form.chooser").isVisible(), shown, written);
    await visit.end();
  }
  const page = `<!doctype html><html lang="en"><title>A news site</title><link rel="icon" href="data:,">
    <script type="module" src="${base}/kerben-map.js"></script><kerben-map year="2023" controls="false"></kerben-map>`;
  const site = await serve((_, __, response) => html(response, page));
  const visit = await Visit.open(browser, site.origin, { origins: [site.origin, base] });
  await visit.ready();
  const chooser = visit.element.locator("form.chooser");
  assert.equal(await chooser.isVisible(), false);
  const set = (value) => visit.element.evaluate((host, controls) => host.setAttribute("controls", controls), value);
  await visit.reload(() => set(""));
  assert.equal(await chooser.isVisible(), true);
  await visit.reload(() => set("false"));
  assert.equal(await chooser.isVisible(), false);
  await visit.end();
  await site.close();
});

test("\"Download as GeoJSON\" downloads the communities as GeoJSON", async () => {
  const visit = await Visit.open(browser, "/planner");
  await visit.plannerReady();
  const [download] = await Promise.all([
    visit.page.waitForEvent("download"),
    visit.page.getByRole("link", { name: "Download as GeoJSON" }).click(),
  ]);
  assert.match(download.suggestedFilename(), /^communities-beyond-25-km-of-hospital\.geojson$/);
  const collection = JSON.parse(readFileSync(await download.path(), "utf8"));
  assert.equal(collection.type, "FeatureCollection");
  assert.equal(collection.features.length, collection.numberMatched);
  assert.ok(collection.features.every(({ geometry }) => geometry.type === "Point"));
  await visit.end();
});

test("the start page of a dataset without districts and services shows what there is", async () => {
  const dataset = fileURLToPath(new URL("../datasets/provinces", import.meta.url));
  const server = spawn(process.env.KERBEN_BIN, ["serve", dataset, "--listen", "127.0.0.1:0"], { stdio: ["ignore", "pipe", "ignore"] });
  try {
    let address;
    for await (const line of createInterface({ input: server.stdout })) {
      address = line.match(/^Kerben is ready: (.*)\/$/)?.[1];
      if (address) break;
    }
    for (const page of ["/", "/embed", "/#indicator=households_beyond"]) {
      const visit = await Visit.open(browser, address + page, { origins: [address] });
      await visit.ready();
      assert.match(await visit.element.locator("h2").innerText(), /Internal migrants by province, 2023/);
      if (page !== "/embed") {
        assert.equal(await visit.element.locator('select[name="year"]').inputValue(), "2023");
        assert.equal(await visit.element.locator('select[name="by"]').count(), 0, "no choice of one level");
        const example = await visit.page.locator("#example-values code").innerText();
        assert.equal((await fetch(example.match(/"(.*)"/)[1])).status, 200, example);
      }
      await visit.end();
    }
    const planner = await Visit.open(browser, `${address}/planner`, { origins: [address] });
    await planner.plannerReady();
    assert.match(await planner.page.locator("#planner .answer").innerText(), /Nothing is known here of distances/);
    await planner.end();
  } finally {
    server.kill();
  }
});
