// The chooser changes the map: its colours, its words, and the address of the page.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { launch, Visit } from "./browser.mjs";
import { assertPainted, legendOf, paintedEverywhere } from "./colours.mjs";

let browser;
before(async () => {
  browser = await launch();
});
after(() => browser.close());

test("another year and another group change the colours to those of their own legend", async () => {
  const visit = await Visit.open(browser, "/");
  await visit.live();
  await assertPainted(visit, "return_migrants?year=window");
  const window = await paintedEverywhere(visit);
  const legend = await legendOf(visit.element);

  await visit.reload(() => visit.element.locator('select[name="year"]').selectOption("2023"));
  await assertPainted(visit, "return_migrants?year=2023");
  const year = await paintedEverywhere(visit);
  assert.notDeepEqual(year, window);
  assert.notDeepEqual(await legendOf(visit.element), legend);
  assert.match(await visit.element.locator("h2").innerText(), /2023/);

  await visit.reload(() => visit.element.locator('select[name="indicator"]').selectOption("emigrants"));
  await assertPainted(visit, "emigrants?year=2023");
  assert.notDeepEqual(await paintedEverywhere(visit), year);
  assert.match(await visit.element.locator("h2").innerText(), /Emigrants by district, 2023/);
  assert.match(new URL(visit.page.url()).hash, /indicator=emigrants/);
  await visit.end();
});

test("an address with a choice shows that choice", async () => {
  const visit = await Visit.open(browser, "/#indicator=emigrants&year=2021");
  await visit.live();
  await assertPainted(visit, "emigrants?year=2021");
  assert.equal(await visit.element.locator('select[name="year"]').inputValue(), "2021");
  await visit.end();
});

test("2024 says January to April in the chooser, the title, the legend and on the map", async () => {
  const visit = await Visit.open(browser, "/");
  await visit.live();
  const option = visit.element.locator('select[name="year"] option[value="2024"]');
  assert.match(await option.innerText(), /January to April/);
  await visit.reload(() => visit.element.locator('select[name="year"]').selectOption("2024"));
  for (const place of ["h2", ".legend h3", ".tags", ".notes"]) {
    const words = visit.element.locator(place).first();
    assert.ok(await words.isVisible(), place);
    assert.match(await words.innerText(), /January to April/i, place);
  }
  await assertPainted(visit, "return_migrants?year=2024");
  await visit.end();
});

test("quick changes end with the last one", async () => {
  const visit = await Visit.open(browser, "/");
  await visit.live();
  await visit.reload(async () => {
    for (const year of ["2020", "2021", "2022", "2023"]) {
      await visit.element.locator('select[name="year"]').selectOption(year);
    }
  });
  await visit.page.waitForFunction(() => document.querySelector("kerben-map").shadowRoot.querySelector("h2").textContent.includes("2023"));
  await visit.ready();
  await assertPainted(visit, "return_migrants?year=2023");
  await visit.end();
});
