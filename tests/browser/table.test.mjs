// The table beside a map is an equal alternative: it opens in rank order, is sorted by buttons in its head, and says in words what colours say.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { launch, Visit } from "./browser.mjs";
import { html, serve } from "./site.mjs";

const RATES = "indicator=return_migrants&year=2023&per=per_1000_households";
let browser;
before(async () => {
  browser = await launch();
});
after(() => browser.close());

const rows = (element) => element.locator(".values tbody tr");
const names = (element) => rows(element).locator("th").allTextContents();
const sorts = (element) => element.locator(".values thead th").evaluateAll((heads) => heads.map((head) => head.getAttribute("aria-sort")));

test("without scripts the table is there in the order of rank, and says so", async () => {
  const context = await browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto(`${process.env.KERBEN_URL.replace(/\/$/, "")}/embed?${RATES}`);
  const element = page.locator("kerben-map");
  await element.locator(".values summary").click();
  assert.equal(await rows(element).count(), 45);
  assert.deepEqual(await sorts(element), [null, "descending", null]);
  assert.equal(await element.locator(".values thead button").count(), 0);
  assert.match(await element.locator(".values caption").innerText(), /2023 \(illustrative\)$/);
  assert.match((await element.locator(".values thead th").allTextContents())[1], /\(illustrative\)$/);
  await context.close();
});

test("buttons in the head sort by name, value and confirming communities, both ways, and a chosen order stays", async () => {
  const visit = await Visit.open(browser, `/embed?${RATES}&controls=true`);
  await visit.ready();
  const { element } = visit;
  await element.locator(".values summary").click();
  const byRank = await names(element);
  const press = (at) => element.locator(".values .sort").nth(at).click();

  await press(1);
  assert.deepEqual(await sorts(element), [null, "ascending", null]);
  assert.deepEqual(await names(element), [...byRank].reverse());
  await press(1);
  assert.deepEqual(await names(element), byRank);
  await press(0);
  assert.deepEqual(await sorts(element), ["ascending", null, null]);
  assert.deepEqual(await names(element), [...byRank].sort(new Intl.Collator("en", { numeric: true }).compare));
  await press(2);
  assert.deepEqual(await sorts(element), [null, null, "descending"]);
  const confirming = (await rows(element).locator("td:last-child").allTextContents()).map((text) => Number(text.replace(/ of .*/, "").replace(",", "")));
  assert.deepEqual(confirming, [...confirming].sort((a, b) => b - a));

  await visit.reload(() => element.locator("select[name=year]").selectOption("2022"));
  assert.ok(await element.locator("details.values").evaluate((details) => details.open));
  assert.deepEqual(await sorts(element), [null, null, "descending"], "the order stays when the year changes");
  await visit.end();
});

test("the same in an element on somebody else's page; places without a number are last in both directions", async () => {
  const kerben = process.env.KERBEN_URL.replace(/\/$/, "");
  const site = await serve((url, request, response) =>
    html(response, `<!doctype html><html lang="en"><title>An article</title><script type="module" src="${kerben}/kerben-map.js"></script><kerben-map indicator="households_beyond" service="hospital" km="25" per="share" by="admin2"></kerben-map>`));
  const visit = await Visit.open(browser, `${site.origin}/`, { origins: [kerben, site.origin] });
  await visit.ready();
  const { element } = visit;
  await element.locator(".values summary").click();
  const without = () => rows(element).evaluateAll((all) => all.map((row) => row.hasAttribute("data-reported")));
  assert.ok((await without()).includes(false), "some have no number");
  for (const direction of ["ascending", "descending"]) {
    await element.locator(".values .sort").nth(1).click();
    assert.equal((await sorts(element))[1], direction);
    const reported = await without();
    assert.deepEqual(reported, [...reported].sort((a, b) => Number(b) - Number(a)), direction);
  }
  await visit.end();
  await site.close();
});

test("a table that an editor hides keeps nothing that could be focused", async () => {
  const visit = await Visit.open(browser, `/embed?${RATES}&hide=table`);
  await visit.ready();
  assert.equal(await rows(visit.element).count(), 45);
  assert.equal(await visit.element.locator(".values button").count(), 0);
  await visit.end();
});
