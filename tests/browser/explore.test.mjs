// The page that explores: everything that is chosen is in the address, and map, ranking and profile are of the same place.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { base, json, launch, Visit } from "./browser.mjs";
import { starting } from "./servers.mjs";

const ARAVAN = "KG06211000000";

let browser;
before(async () => {
  browser = await launch();
});
after(() => browser.close());

async function opened(address, options) {
  const visit = await Visit.open(browser, address, options);
  const { page } = visit;
  await page.locator("#map[data-state=ready]").waitFor({ state: "attached" });
  await page.locator('.choices select[name="indicator"]').waitFor({ state: "attached" });
  return visit;
}

/** Chooses, and waits until the ranking is that of another map. */
async function chosen({ page }, name, value, title) {
  await page.locator(`.choices select[name="${name}"]`).first().selectOption(value);
  await page.locator(".ranking caption").filter({ hasText: title }).waitFor();
}

const query = ({ page }) => new URL(page.url()).search;
const rows = ({ page }) => page.locator(".ranking tbody tr").evaluateAll((all) => all.map((row) => [row.querySelector("th").textContent, row.querySelector(".value span").textContent]));

test("each choice changes map, ranking and address; what is usual is not written; the way back leads back", async () => {
  const visit = await opened("/explore?lang=en");
  await chosen(visit, "year", "2023", "2023");
  assert.equal(query(visit), "?year=2023&lang=en");
  await chosen(visit, "indicator", "emigrants", "Emigrants");
  await chosen(visit, "by", "admin1", "province");
  await chosen(visit, "per", "per_1000_households", "per 1,000");
  assert.equal(query(visit), "?indicator=emigrants&by=admin1&year=2023&per=per_1000_households&lang=en");
  await chosen(visit, "per", "none", "Emigrants by province");
  const { rows: answer } = await json("/indicators/emigrants/values?by=admin1&year=2023");
  const expected = answer.sort((a, b) => b.value - a.value).map(({ name, value }) => [name, value.toLocaleString("en")]);
  await visit.page.waitForFunction((first) => document.querySelector(".ranking .value span")?.textContent === first, expected[0][1]);
  assert.deepEqual(await rows(visit), expected);
  await visit.page.goBack();
  await visit.page.locator(".ranking caption").filter({ hasText: "per 1,000" }).waitFor();
  assert.match(query(visit), /per=per_1000_households/);
  await visit.end();
});

test("an area and an indicator of services", async () => {
  const visit = await opened("/explore?lang=en");
  await chosen(visit, "within", "KG06000000000", "Return migrants");
  await visit.page.waitForFunction(() => document.querySelectorAll(".ranking tbody tr").length === 7);
  assert.equal(query(visit), "?within=KG06000000000&lang=en");
  await visit.page.locator('.choices select[name="indicator"]').selectOption("households_beyond");
  await visit.page.locator('.choices select[name="km"]').waitFor();
  assert.ok(await visit.page.locator(".years").isHidden());
  await visit.end();
});

test("the slider shows a year; where less motion is wanted play goes one step", async () => {
  const visit = await opened("/explore?year=2020&lang=en");
  const title = () => visit.element.locator("h2").first();
  const slider = visit.page.locator(".years input");
  await slider.focus();
  await visit.page.keyboard.press("ArrowRight");
  await title().filter({ hasText: "2021" }).waitFor();
  assert.equal(query(visit), "?year=2021&lang=en");
  await visit.page.locator(".years .play").click();
  await title().filter({ hasText: "2022" }).waitFor();
  await slider.focus();
  await visit.page.keyboard.press("End");
  await title().filter({ hasText: "2024" }).waitFor();
  await visit.page.waitForFunction(() => /January to April/.test(document.querySelector(".years input").getAttribute("aria-valuetext")));
  await visit.page.locator(".years .all").click();
  await visit.page.waitForFunction(() => !location.search.includes("year="));
  await visit.end();
});

test("a row and its district are marked together, and a district opens its profile", async () => {
  const visit = await opened("/explore?year=2023&lang=en");
  const { page } = visit;
  await page.locator(`.ranking tr[data-pcode="${ARAVAN}"] button`).focus();
  await page.waitForFunction(() => document.querySelector("#map").shadowRoot.querySelectorAll(".selected path").length > 0);
  await page.locator(".ranking thead button").first().focus();
  const drawing = visit.element.locator(".drawing").first();
  await drawing.focus();
  await page.keyboard.press("ArrowRight");
  await page.locator(".ranking tr.pointed").waitFor();
  const pointed = await page.locator(".ranking tr.pointed").getAttribute("data-pcode");
  await page.keyboard.press("Enter");
  await page.locator('.profile[aria-busy="false"]').waitFor();
  assert.equal(new URL(page.url()).searchParams.get("place"), pointed);
  assert.equal(await page.locator(".ranking tr[aria-current]").getAttribute("data-pcode"), pointed);
  await page.locator(".profile .close").click();
  await page.locator(".profile").waitFor({ state: "hidden" });
  assert.equal(query(visit), "?year=2023&lang=en");
  await visit.end();
});

test("a place is found by its name in three scripts", async () => {
  for (const [text, name] of [["Jeti-Og", "Jeti-Oguz"], ["Жети-Өгүз", "Jeti-Oguz"], ["dzheti oguz", "Jeti-Oguz"]]) {
    const visit = await opened("/explore?lang=en");
    const field = visit.page.locator(".beside input[type=search]");
    await field.fill(text);
    await visit.page.locator(".beside [role=option]").first().filter({ hasText: name }).waitFor();
    await field.press("ArrowDown");
    await field.press("Enter");
    await visit.page.locator(".profile h2").filter({ hasText: name }).waitFor();
    await visit.page.locator('.profile[aria-busy="false"]').waitFor();
    await visit.end();
  }
});

test("a profile has every group, the parts of counts, services and communities; another place stands beside it", async () => {
  const visit = await opened(`/explore?place=${ARAVAN}&lang=en`);
  const { page } = visit;
  await page.locator('.profile[aria-busy="false"]').waitFor();
  const chart = page.locator(".profile .figure svg[role=img]");
  await chart.waitFor();
  assert.match(await chart.getAttribute("aria-label"), /Aravan/);
  assert.equal(await chart.locator("style").count(), 0);
  assert.equal(await page.locator(".people tbody tr").count(), 5);
  assert.match(await page.locator(".people tbody").innerText(), /of 7 \(2023\)/);
  assert.match(await page.locator(".people thead").innerText(), /January to April/);
  const { rows: [row] } = await json(`/services/hospital/distance?by=admin2&within=${ARAVAN}`);
  assert.match(await page.locator(".profile tr").filter({ hasText: "Hospital" }).innerText(), new RegExp(row.households_lacking.toLocaleString("en")));
  assert.equal(await page.locator(".communities tbody tr").count(), 26);
  assert.ok((await page.locator(".communities .origin").count()) > 0);
  await page.locator(".profile input[type=search]").fill("Алай");
  await page.locator(".profile [role=option]").first().click();
  await page.locator(".profile h2").filter({ hasText: "Aravan and Alai" }).waitFor();
  await page.locator('.profile[aria-busy="false"]').waitFor();
  assert.equal(await page.locator(".people tbody tr").count(), 10);
  assert.match(query(visit), new RegExp(`place=${ARAVAN}&compare=KG06207000000`));
  await visit.end();
});

test("all years, two years and parts are views with addresses", async () => {
  const visit = await opened("/explore?lang=en");
  const { page } = visit;
  await page.locator('[data-view="years"]').click();
  await page.waitForFunction(() => document.querySelector(".multiples img").naturalWidth > 0);
  assert.equal(query(visit), "?view=years&lang=en");
  await page.locator('[data-view="change"]').click();
  await page.locator(".two-years tbody tr").first().waitFor();
  assert.equal(await page.locator(".two-years kerben-map").count(), 2);
  assert.deepEqual(await page.locator('select[name="to"] option').allInnerTexts(), ["2020", "2021", "2022", "2023"]);
  await page.locator('[data-view="breakdown"]').click();
  await page.locator("#main > .panels tr").filter({ hasText: "Russian Federation" }).first().waitFor();
  await visit.end();
});

test("nothing is wider than a phone, in another language, and the map begins on its first screen", async () => {
  const visit = await opened(`/explore?year=2023&place=${ARAVAN}&lang=ru`, { width: 360, height: 740 });
  const { page } = visit;
  await page.locator('.profile[aria-busy="false"]').waitFor();
  assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 360);
  assert.match(await page.locator(".profile").innerText(), /Населённые пункты/);
  const { y } = await page.locator("#map .years, #map").first().boundingBox();
  assert.ok(y < 400, `${y}`);
  await page.locator(".more").click();
  assert.ok(await page.locator('.choices select[name="by"]').isVisible());
  await visit.end();
});

test("years are played to the last one, and a press stops them", async () => {
  const context = await browser.newContext({ locale: "en-GB", viewport: { width: 1280, height: 900 }, reducedMotion: "no-preference" });
  const page = await context.newPage();
  await page.goto(`${base}/explore?year=2021&lang=en`);
  const title = (year) => page.locator("#map h2").first().filter({ hasText: year }).waitFor();
  await page.locator(".years .play").click();
  await title("2022");
  await page.locator('.years .play[aria-label="Pause"]').click();
  const stopped = new URL(page.url()).searchParams.get("year");
  await page.waitForTimeout(2_500);
  assert.equal(new URL(page.url()).searchParams.get("year"), stopped);
  await page.locator(".years .play").click();
  await title("2024");
  await page.locator('.years .play[aria-label="Play the years"]').waitFor();
  assert.match(page.url(), /year=2024/);
  await context.close();
});

test("where the server is away the page says so, and works again when it is back", async () => {
  let own = await starting(["geodata/samples/kyrgyzstan"]);
  const context = await browser.newContext({ locale: "en-GB", viewport: { width: 1280, height: 900 } });
  try {
    const page = await context.newPage();
    await page.goto(`${own.origin}/explore?lang=en`);
    await page.locator(".ranking tbody tr").first().waitFor();
    const listen = new URL(own.origin).host;
    await own.stop();
    await page.locator('.choices select[name="indicator"]').selectOption("emigrants");
    await page.locator("#map").getByText("The server cannot be reached").first().waitFor();
    own = await starting(["geodata/samples/kyrgyzstan"], { listen });
    await page.locator("#map").getByRole("button", { name: "Try again" }).click();
    await page.locator(".ranking caption").filter({ hasText: "Emigrants" }).waitFor();
    await page.locator('#map[data-state="ready"]').waitFor();
  } finally {
    await context.close();
    await own.stop();
  }
});

test("the menu of files closes with Escape, and when a reader goes elsewhere", async () => {
  const visit = await Visit.open(browser, "/explore", { width: 360 });
  const { page } = visit;
  await visit.ready();
  const [summary, link] = [page.locator(".menu summary"), page.locator(".menu a").first()];
  await summary.click();
  await link.waitFor();
  await page.keyboard.press("Escape");
  assert.equal(await link.isVisible(), false);
  assert.ok(await summary.evaluate((element) => element === document.activeElement));
  await summary.click();
  await link.focus();
  assert.ok(await link.isVisible(), "links in it can be reached");
  await page.locator("h1").first().click();
  assert.equal(await link.isVisible(), false);
  await summary.click();
  await page.locator(".views button").first().focus();
  assert.equal(await link.isVisible(), false);
  await visit.end();
});
