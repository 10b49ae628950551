// Everything can be reached and used with the keyboard alone: no test in this file touches the mouse.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { launch, Visit } from "./browser.mjs";

let browser;
before(async () => {
  browser = await launch();
});
after(() => browser.close());

/** What has the focus, through shadow roots. */
function focused(page) {
  return page.evaluate(() => {
    let active = document.activeElement;
    while (active?.shadowRoot?.activeElement) active = active.shadowRoot.activeElement;
    const outlined = () => {
      const { outlineStyle, outlineWidth } = getComputedStyle(active);
      return outlineStyle !== "none" && parseFloat(outlineWidth) > 0;
    };
    // A shadow counts where it comes with the focus.
    const shadow = getComputedStyle(active).boxShadow;
    const shown = outlined() || (active.blur(), getComputedStyle(active).boxShadow !== shadow);
    active.focus();
    return {
      tag: active.tagName.toLowerCase(),
      name: active.getAttribute("name") ?? "",
      words: (active.getAttribute("aria-label") ?? active.textContent ?? "").trim().slice(0, 80),
      inTable: active.closest("table") !== null,
      inHead: active.closest("thead") !== null,
      shown,
    };
  });
}

/** Presses Tab until something wanted has the focus; everything on the way is returned. */
async function tabTo(page, wanted, most = 150) {
  const way = [];
  for (let press = 0; press < most; press++) {
    await page.keyboard.press("Tab");
    const now = await focused(page);
    way.push(now);
    if (wanted(now)) return way;
  }
  assert.fail(`not reached by ${most} tabs: ${way.map(({ tag, name, words }) => `${tag} ${name} ${words}`).join(" | ")}`);
}

test("the first tab offers to skip to the content", async () => {
  const visit = await Visit.open(browser, "/");
  await visit.ready();
  await visit.page.keyboard.press("Tab");
  assert.match((await focused(visit.page)).words, /Skip to the content/);
  await visit.page.keyboard.press("Enter");
  assert.equal(await visit.page.evaluate(() => document.activeElement.id), "main");
  await visit.end();
});

test("the chooser is reached and changes year and group, and keeps the focus", async () => {
  const visit = await Visit.open(browser, "/");
  await visit.ready();
  await tabTo(visit.page, ({ tag, name }) => tag === "select" && name === "year");
  const title = await visit.element.locator("h2").innerText();
  await visit.reload(() => visit.page.keyboard.press("ArrowDown"));
  const now = await focused(visit.page);
  assert.deepEqual([now.tag, now.name], ["select", "year"]);
  assert.notEqual(await visit.element.locator("h2").innerText(), title);

  await visit.page.keyboard.press("Shift+Tab");
  while ((await focused(visit.page)).name !== "indicator") await visit.page.keyboard.press("Shift+Tab");
  await visit.reload(() => visit.page.keyboard.press("ArrowDown"));
  assert.match(await visit.element.locator("h2").innerText(), /Emigrants/);
  assert.match(await visit.element.locator("[aria-live]").first().innerText(), /Emigrants/, "the change is announced");
  await visit.end();
});

test("the map is reached, moved by arrows, and reads out the district in its middle", async () => {
  const visit = await Visit.open(browser, "/embed?year=2023");
  await visit.live();
  await tabTo(visit.page, ({ tag }) => tag === "canvas");
  const centre = () => visit.element.evaluate((host) => host.map.getCenter().toArray());
  const before = await centre();
  await visit.page.keyboard.press("ArrowRight");
  await visit.page.waitForFunction(
    (lon) => Math.abs(document.querySelector("kerben-map").map.getCenter().lng - lon) > 0.05, before[0],
  );
  await visit.page.waitForFunction(
    () => /people \(illustrative\)/.test(document.querySelector("kerben-map").shadowRoot.querySelector("[aria-live]").textContent),
  );
  await visit.end();
});

test("the table of values opens, and a name in it marks the district", async () => {
  const visit = await Visit.open(browser, "/embed?year=2023");
  await visit.ready();
  await tabTo(visit.page, ({ tag, words }) => tag === "summary" && words === "Table of values");
  await visit.page.keyboard.press("Enter");
  await visit.element.locator("details.values tbody tr").first().waitFor();
  assert.equal(await visit.element.locator("details.values tbody tr").count(), 45);
  await tabTo(visit.page, ({ tag, inHead }) => tag === "button" && inHead);
  await visit.page.keyboard.press("Enter");
  assert.equal(await visit.element.locator(".values thead th").first().getAttribute("aria-sort"), "ascending");
  await tabTo(visit.page, ({ tag, inTable, inHead }) => tag === "button" && inTable && !inHead);
  const { words } = await focused(visit.page);
  await visit.page.keyboard.press("Enter");
  assert.ok((await visit.element.locator(".tooltip").innerText()).includes(words));
  await visit.page.keyboard.press("Escape");
  await visit.end();
});

test("the sources of the map open", async () => {
  const visit = await Visit.open(browser, "/embed");
  await visit.ready();
  await tabTo(visit.page, ({ tag, words }) => tag === "summary" && words === "Sources and licences");
  await visit.page.keyboard.press("Enter");
  assert.ok(await visit.element.getByText(/CC BY 4.0/).first().isVisible());
  await visit.end();
});

test("the planner's table of communities is reached and sorts", async () => {
  const visit = await Visit.open(browser, "/planner");
  await visit.plannerReady();
  const way = await tabTo(visit.page, ({ tag, inTable, words }) => tag === "button" && inTable && words.startsWith("Households"));
  assert.ok(way.some(({ name }) => name === "service"), "its chooser is on the way");
  const head = visit.page.locator("#areas thead th", { has: visit.page.getByRole("button", { name: /^Households/ }) });
  await visit.page.keyboard.press("Enter");
  assert.equal(await head.getAttribute("aria-sort"), "descending");
  await visit.page.keyboard.press("Space");
  assert.equal(await head.getAttribute("aria-sort"), "ascending");
  await visit.end();
});

test("whatever has the focus shows it", async () => {
  const visit = await Visit.open(browser, "/");
  await visit.ready();
  const way = await tabTo(visit.page, ({ tag }) => tag === "pre");
  const bare = way.filter(({ shown, tag }) => !shown && tag !== "body");
  assert.deepEqual(bare, []);
  await visit.end();
});
