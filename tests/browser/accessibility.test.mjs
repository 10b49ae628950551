// Nothing that axe-core can find stands in the way of anybody (WCAG 2.2 AA and its best practices): every page, in the states, languages and widths that differ in what is there.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { after, before, test } from "node:test";
import { base, launch } from "./browser.mjs";
import { starting } from "./servers.mjs";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
const WIDTHS = [1280, 360];
const RATES = "/embed?indicator=return_migrants&year=2023&per=per_1000_households";
const [ARAVAN, ALAI] = ["KG06211000000", "KG06207000000"];

let browser;
let page;
let kazakhstan;
before(async () => {
  [browser, kazakhstan] = await Promise.all([launch(), starting(["geodata/samples/kazakhstan"])]);
  // One page sees everything: what it loaded once, it has.
  page = await browser.newPage({ locale: "en-GB", reducedMotion: "reduce", bypassCSP: true });
  page.setDefaultTimeout(20_000);
});
after(async () => {
  await browser.close();
  await kazakhstan.stop();
});

const map = () => page.locator("kerben-map").first();
const ready = () => page.locator('kerben-map[data-state="ready"]').first().waitFor();
const settled = () => page.waitForLoadState("networkidle");

async function opened(address, width, waiting = ready) {
  await page.setViewportSize({ width, height: 900 });
  await page.goto(address.startsWith("http") ? address : base + address);
  await waiting();
}

/** The choices of a map; where it is narrow, they are behind a button. */
async function choose() {
  const button = map().locator(".open-choices");
  if (await button.isVisible()) await button.click();
  await map().locator("select").first().waitFor();
}

async function openEverything() {
  for (const summary of await map().locator("summary").all()) await summary.click();
  await map().locator(".values .sort").first().click();
}

/** What axe-core finds on a page, each with the elements that it is about. */
async function violations() {
  if (!(await page.evaluate(() => "axe" in window))) await page.evaluate(AXE);
  return page.evaluate(async (tags) => {
    const { violations } = await window.axe.run(document, { runOnly: tags, resultTypes: ["violations"] });
    return violations.map(({ id, help, nodes }) => ({ id, help, nodes: nodes.slice(0, 4).map(({ target, html, any }) => `${target.flat().join(" ")} ${html.slice(0, 160)} ${any[0]?.message ?? ""}`) }));
  }, TAGS);
}

/** Nothing stands in the way on the page as it is now, and it is no wider than the window. */
async function holds(state = "as it opens") {
  const { width } = page.viewportSize();
  const where = `${page.url()}, ${state}, ${width} px`;
  assert.deepEqual(await violations(), [], where);
  const wide = await page.evaluate(() => document.documentElement.scrollWidth);
  assert.ok(wide <= width, `${where}: ${wide} px wide`);
}

for (const width of WIDTHS) {
  test(`a map: a district pointed at, table and sources open, ${width} px`, async () => {
    await opened(RATES, width);
    await map().locator("path[data-pcode]").nth(20).click();
    await map().locator(".tooltip").waitFor();
    await holds("a district pointed at");
    await openEverything();
    await holds("table and sources open");
  });

  test(`a map with its choices, and one that then cannot be loaded, ${width} px`, async () => {
    await opened(`${RATES}&controls=true`, width);
    await choose();
    await holds("with its choices");
    const refuse = (route) => route.fulfill({ status: 503, contentType: "application/problem+json", body: "{}" });
    await page.route("**/embed/map*", refuse);
    try {
      await map().locator("select[name=year]").selectOption("2022");
      await page.locator('kerben-map[data-state="error"]').waitFor();
      await holds("a map that cannot be loaded");
    } finally {
      await page.unroute("**/embed/map*", refuse);
    }
  });

  test(`a dark map: its card is dark too, ${width} px`, async () => {
    await opened(`${RATES}&theme=dark&controls=true`, width);
    await openEverything();
    await holds("dark, table and sources open");
    const grounds = await map().locator(".card").evaluate((card) => [card, document.body].map((of) => getComputedStyle(of).backgroundColor));
    assert.deepEqual(grounds, ["rgb(16, 19, 23)", "rgb(16, 19, 23)"]);
  });

  test(`the start page, ${width} px`, async () => {
    await opened("/", width);
    await holds();
  });

  test(`circles, and what could not be followed, ${width} px`, async () => {
    await opened("/embed?indicator=nobody&by=village&year=2023", width);
    await holds();
  });

  test(`a map, zoomed in, ${width} px`, async () => {
    await opened(RATES, width);
    await map().locator(".zoom").click();
    await page.locator("kerben-map[data-live]").waitFor();
    await holds("zoomed in");
  });
}

/** Opens whatever opens on a page. */
const unfold = () => page.evaluate(() => document.querySelectorAll("details").forEach((details) => (details.open = true)));
/** The pages that work with their reader, when they are drawn. */
const WAITING = {
  "/explore": () => page.locator("#map[data-state=ready]").waitFor({ state: "attached" }),
  "/planner": () => page.locator('#planner[data-state="ready"]').waitFor(),
  "/embed/builder": () => page.locator('#lines[aria-busy="false"]').waitFor(),
};
for (const path of Object.keys(WAITING)) {
  for (const [lang, width] of [["en", 1280], ["ru", 360], ["ky", 360]]) {
    test(`${path} in ${lang}, ${width} px, as it opens or unfolded`, async () => {
      await opened(`${path}?lang=${lang}`, width, WAITING[path]);
      await settled();
      if (lang !== "ru") await holds();
      if (lang === "ky") return;
      await unfold();
      await settled();
      await holds("unfolded");
    });
  }
}

const profile = () => page.locator('.profile[aria-busy="false"]').waitFor();
for (const [query, width, waiting] of [
  [`place=${ARAVAN}&compare=${ALAI}&year=2023`, 1280, profile],
  [`place=${ARAVAN}&compare=${ALAI}&year=2023`, 360, profile],
  ["view=years", 1280, async () => {}],
  ["view=change", 360, () => page.locator(".two-years tbody tr").first().waitFor()],
  ["view=breakdown", 360, () => page.locator("#main > .panels tr").first().waitFor()],
]) {
  test(`/explore?${query}, ${width} px`, async () => {
    await opened(`/explore?${query}`, width, waiting);
    await settled();
    await holds();
  });
}

for (const width of WIDTHS) {
  test(`the planner with two services, sorted, ${width} px`, async () => {
    await opened("/planner", width, WAITING["/planner"]);
    await unfold();
    await page.locator('#planner input[value="school"]').check();
    await page.locator("#communities thead button").first().click();
    await settled();
    await holds("two services, sorted");
  });
}

for (const theme of ["dark", "plain", "print"]) {
  test(`theme ${theme}`, async () => {
    await opened(`${RATES}&theme=${theme}`, 1280);
    await openEverything();
    await holds("table and sources open");
  });
}

for (const lang of ["ru", "ky", "kk"]) {
  const origin = () => (lang === "kk" ? kazakhstan.origin : base);
  test(`a map in ${lang}, with choices, table and sources`, async () => {
    await opened(`${origin()}/embed?lang=${lang}&controls=true`, 360);
    await choose();
    await openEverything();
    await holds("all open");
  });
  test(`the start page in ${lang}`, async () => {
    await opened(`${origin()}/?lang=${lang}`, 360);
    await holds();
  });
}

for (const path of ["/collections", "/rounds", "/services", "/indicators", "/sources", "/conformance", "/collections/admin2/items?limit=5", "/api"]) {
  test(`the page of ${path}`, async () => {
    for (const width of WIDTHS) {
      await opened(`${path}${path.includes("?") ? "&" : "?"}f=html`, width, async () => {});
      await holds();
    }
  });
}
