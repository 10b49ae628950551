// Nothing that axe-core can find stands in the way of anybody (WCAG 2.2 AA and its best practices): every page, in every state, language and width.
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

let browser;
let kazakhstan;
before(async () => {
  browser = await launch();
  kazakhstan = await starting(["geodata/samples/kazakhstan"]);
});
after(async () => {
  await browser.close();
  kazakhstan.stop();
});

const map = (page) => page.locator("kerben-map");
const ready = (page) => page.locator('kerben-map[data-state="ready"]').first().waitFor();

/** What a reader did to a page before it is looked at. */
const ACTS = {
  "as it opens": async () => {},
  "a district pointed at": async (page) => {
    await map(page).locator("path[data-pcode]").nth(20).click();
    await map(page).locator(".tooltip").waitFor();
  },
  "table and sources open": async (page) => {
    for (const summary of await map(page).locator("summary").all()) await summary.click();
    await map(page).locator(".values .sort").first().click();
  },
  "zoomed in": async (page) => {
    await map(page).locator(".zoom").click();
    await page.locator("kerben-map[data-live]").waitFor();
  },
};

/** What axe-core finds on a page, each with the elements that it is about. */
async function violations(page) {
  await page.evaluate(AXE);
  return page.evaluate(async (tags) => {
    const { violations } = await window.axe.run(document, { runOnly: tags, resultTypes: ["violations"] });
    return violations.map(({ id, help, nodes }) => ({ id, help, nodes: nodes.slice(0, 4).map(({ target, html, any }) => `${target.flat().join(" ")} ${html.slice(0, 160)} ${any[0]?.message ?? ""}`) }));
  }, TAGS);
}

/** Looks at a page in a state. */
async function look(address, { act = "as it opens", width = 1280, waiting = ready, intercept } = {}) {
  const context = await browser.newContext({ viewport: { width, height: 900 }, locale: "en-GB", reducedMotion: "reduce", bypassCSP: true });
  const page = await context.newPage();
  try {
    page.setDefaultTimeout(30_000);
    await intercept?.(page);
    await page.goto(address.startsWith("http") ? address : base + address);
    await waiting(page);
    await ACTS[act](page);
    return { found: await violations(page), wide: await page.evaluate(() => document.documentElement.scrollWidth) };
  } finally {
    await context.close();
  }
}

async function holds(address, options = {}) {
  const { found, wide } = await look(address, options);
  const where = `${address}, ${options.act ?? "as it opens"}, ${options.width ?? 1280} px`;
  assert.deepEqual(found, [], where);
  assert.ok(wide <= (options.width ?? 1280), `${where}: ${wide} px wide`);
}

for (const width of WIDTHS) {
  for (const act of Object.keys(ACTS)) {
    test(`a map, ${act}, ${width} px`, () => holds(RATES, { act, width }));
  }
  test(`the start page, ${width} px`, () => holds("/", { width }));
  test(`a map with its choices, ${width} px`, () => holds(`${RATES}&controls=true`, { width, waiting: (page) => page.locator("kerben-map select").first().waitFor() }));
  test(`circles, and what could not be followed, ${width} px`, () => holds("/embed?indicator=nobody&by=village&year=2023", { width }));
  test(`a map that cannot be loaded, ${width} px`, () =>
    holds("/", {
      width,
      intercept: (page) => page.route("**/embed/map*", (route) => route.fulfill({ status: 503, contentType: "application/problem+json", body: "{}" })),
      waiting: (page) => page.locator('kerben-map[data-state="error"]').waitFor(),
    }));
}

const settled = (page) => page.waitForLoadState("networkidle");
for (const path of ["/explore", "/planner", "/embed/builder"]) {
  for (const width of WIDTHS) test(`${path}, ${width} px`, () => holds(path, { width, waiting: settled }));
  for (const lang of ["ru", "ky"]) test(`${path} in ${lang}`, () => holds(`${path}?lang=${lang}`, { width: 360, waiting: settled }));
}

for (const theme of ["dark", "plain", "print"]) test(`theme ${theme}`, () => holds(`${RATES}&theme=${theme}`, { act: "table and sources open" }));

for (const lang of ["ru", "ky", "kk"]) {
  const origin = () => (lang === "kk" ? kazakhstan.origin : base);
  test(`maps in ${lang}`, () => holds(`${origin()}/embed?lang=${lang}&controls=true`, { act: "table and sources open", width: 360, waiting: (page) => page.locator("kerben-map select").first().waitFor() }));
  test(`the start page in ${lang}`, () => holds(`${origin()}/?lang=${lang}`, { width: 360 }));
}

for (const path of ["/collections", "/rounds", "/services", "/indicators", "/sources", "/conformance", "/collections/admin2/items?limit=5", "/api"]) {
  test(`the page of ${path}`, async () => {
    for (const width of WIDTHS) await holds(`${path}${path.includes("?") ? "&" : "?"}f=html`, { width, waiting: async () => {} });
  });
}
