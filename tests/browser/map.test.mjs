// The map paints: on the start page, alone, and in somebody else's page.
import assert from "node:assert/strict";
import { createServer } from "node:http";
import { after, before, test } from "node:test";
import { base, json, launch, Visit } from "./browser.mjs";
import { assertPainted } from "./colours.mjs";

let browser;
before(async () => {
  browser = await launch();
});
after(() => browser.close());

test("the start page paints districts in the colours of the legend", async () => {
  const visit = await Visit.open(browser, "/");
  await visit.live();
  await assertPainted(visit, "return_migrants?year=window");
  await visit.end();
});

test("the page for frames paints the map that its address asks for", async () => {
  const visit = await Visit.open(browser, "/embed?indicator=emigrants&year=2022&per=per_1000_households");
  await visit.live();
  await assertPainted(visit, "emigrants?year=2022&per=per_1000_households");
  await visit.end();
});

test("where nobody lacks a service a share of them is neither a number nor missing, on the map, in the legend and in the table", async () => {
  const question = "service=drinking_water&km=25&per=share";
  const visit = await Visit.open(browser, `/embed?indicator=households_beyond&${question}`);
  await visit.live();
  await assertPainted(visit, `households_beyond?${question}`);
  const words = "None of its communities lacks safe drinking water";
  const legend = visit.element.locator(".legend li", { hasText: words });
  assert.match(await legend.innerText(), /15 districts/);
  assert.equal(await visit.element.locator(".swatch.no_data").count(), 0);
  const hatched = await visit.element.evaluate((host) =>
    host.map.queryRenderedFeatures({ layers: ["kerben-pattern-no-data"] }).length);
  assert.equal(hatched, 0, "nothing is drawn as no data");
  await visit.element.locator("details.values summary").click();
  const said = visit.element.locator("details.values td", { hasText: words });
  await said.first().waitFor();
  assert.equal(await said.count(), 15);
  const nobody = visit.element.locator("details.values tbody tr", { hasText: words }).first();
  await nobody.getByRole("button").click();
  assert.ok((await visit.element.locator(".tooltip").innerText()).includes(words));
  await visit.end();
});

test("a map of households is a share of all of them, and says of what", async () => {
  const visit = await Visit.open(browser, "/#indicator=households_beyond&service=hospital&km=25");
  await visit.ready();
  assert.match(await visit.element.locator("h2").innerText(), /share of all households/);
  assert.match(await visit.element.locator(".legend .unit").innerText(), /per cent of all households/);
  const per = visit.element.locator('select[name="per"]');
  assert.equal(await per.inputValue(), "share_of_all");
  await visit.reload(() => per.selectOption("share"));
  assert.match(await visit.element.locator("h2").innerText(), /share of households in communities without a hospital/);
  await visit.reload(() => per.selectOption("none"));
  assert.match(await visit.element.locator(".legend .unit").innerText(), /^households/);
  await visit.reload(() => visit.element.locator('select[name="service"]').selectOption("clinic"));
  assert.match(await visit.element.locator(".legend .unit").innerText(), /^households/, "the choice stays");
  await visit.end();
});

test("one line of HTML paints the map in a page of another origin", async () => {
  const html = `<!doctype html><html lang="en"><title>A news site</title><link rel="icon" href="data:,"><p>An article.</p>
    <script type="module" src="${base}/kerben-map.js"></script><kerben-map indicator="return_migrants" year="2023"></kerben-map>`;
  const site = createServer((_, answer) => answer.writeHead(200, { "content-type": "text/html; charset=utf-8" }).end(html));
  await new Promise((resolve) => site.listen(0, "127.0.0.1", resolve));
  try {
    const origin = `http://127.0.0.1:${site.address().port}`;
    const visit = await Visit.open(browser, `${origin}/article`, { origins: [origin, base] });
    await visit.live();
    await assertPainted(visit, "return_migrants?year=2023");
    assert.deepEqual(visit.requests.filter((url) => url.startsWith(origin)), [`${origin}/article`], "the site is asked for its page alone");
    for (const words of [/Schematic boundaries/, /Illustrative/, /This map is for illustration purposes only/]) {
      assert.ok(await visit.page.getByText(words).first().isVisible(), String(words));
    }
    await visit.end();
  } finally {
    await new Promise((resolve) => site.close(resolve));
  }
});

test("names of districts are written in the language asked for, where there is room for them", async () => {
  const { features } = await json("/collections/admin2/items?limit=1000&properties=pcode,name,name_ru,name_ky");
  const all = new Map(features.map(({ id, properties }) => [id, properties]));
  for (const [lang, key] of [["en", "name"], ["ru", "name_ru"], ["ky", "name_ky"]]) {
    const visit = await Visit.open(browser, `/embed?year=2023&lang=${lang}`);
    await visit.live();
    const written = await visit.element.evaluate((host) => {
      const field = host.map.getLayoutProperty("kerben-label", "text-field");
      const drawn = host.map.queryRenderedFeatures({ layers: ["kerben-label"] });
      return { field, pcodes: drawn.map((feature) => feature.properties.pcode), names: drawn.map((feature) => feature.properties) };
    });
    assert.ok(JSON.stringify(written.field).includes(`"${key}"`), JSON.stringify(written.field));
    assert.equal(new Set(written.pcodes).size, written.pcodes.length, "each name once");
    assert.ok(written.pcodes.length >= 10 && written.pcodes.length < all.size, `${written.pcodes.length} names`);
    for (const properties of written.names) assert.equal(properties[key], all.get(properties.pcode)[key]);
    await visit.end();
  }
});

test("each border is drawn once, those of the country and of provinces wider", async () => {
  const visit = await Visit.open(browser, "/embed?year=2023");
  await visit.live();
  const drawn = await visit.element.evaluate((host) =>
    host.map.queryRenderedFeatures({ layers: ["kerben-line-admin0", "kerben-line-admin1", "kerben-line-admin2"] }).map(({ properties, layer }) =>
      ({ level: properties.level, outer: properties.outer, width: layer.paint["line-width"] })));
  const width = (level) => Math.max(...drawn.filter((border) => border.level === level).map((border) => border.width));
  assert.ok(width("admin0") > width("admin1") && width("admin1") > width("admin2"), JSON.stringify(drawn.slice(0, 5)));
  assert.ok(drawn.every(({ level, outer }) => !outer || level === "admin0"), "only the country has nothing beside it");
  await visit.end();
});

test("a district under the pointer is named with its province and exact value", async () => {
  const visit = await Visit.open(browser, "/embed?year=2023");
  await visit.live();
  const { features } = await json("/collections/admin2/items?limit=1000&year=2023");
  const spot = await visit.element.evaluate((host) => {
    const box = host.map.getContainer().getBoundingClientRect();
    const { x, y } = host.map.project([75.9, 41.2]);
    return { x: box.x + x, y: box.y + y };
  });
  await visit.page.mouse.move(spot.x, spot.y);
  const tooltip = visit.element.locator(".tooltip");
  await tooltip.waitFor();
  const words = await tooltip.innerText();
  const here = features.find(({ properties }) => words.startsWith(properties.name)).properties;
  const value = new Intl.NumberFormat("en").format(here.return_migrants);
  assert.ok(words.includes(here.parent_name) && words.includes(`${value} people (illustrative)`), words);
  await visit.end();
});

test("a map that cannot be loaded says why, and nothing of another one stands beside it", async () => {
  const visit = await Visit.open(browser, "/");
  await visit.ready();
  const problem = { title: "Service Unavailable", detail: "too many requests at once; try again shortly" };
  await visit.page.route("**/embed/map?*", (route) => route.fulfill({ status: 503, json: problem }));
  await visit.element.locator('select[name="year"]').selectOption("2023");
  await visit.page.locator('kerben-map[data-state="error"]').waitFor();
  const message = visit.element.locator(".message");
  assert.match(await message.innerText(), /Service Unavailable[^]*try again shortly/);
  assert.equal(await visit.element.locator(".legend").count(), 0);
  await visit.page.unroute("**/embed/map?*");
  await visit.reload(() => message.getByRole("button", { name: "Try again" }).click());
  assert.match(await visit.element.locator("h2").innerText(), /2023/);
  await visit.context.close();
  assert.ok(visit.complaints.length > 0 && visit.complaints.every((complaint) => complaint.includes("503")), String(visit.complaints));
});
