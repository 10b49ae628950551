// What must be said is in sight, on wide and on narrow screens; pictures of both are kept in tests/output.
import assert from "node:assert/strict";
import { mkdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { after, before, test } from "node:test";
import { base, launch, Visit } from "./browser.mjs";

const OUTPUT = fileURLToPath(new URL("../output/", import.meta.url));
const WORDS = [
  /Schematic boundaries/,
  /Illustrative/,
  /This map is for illustration purposes only\. Names and boundaries on this map do not imply official endorsement or acceptance by IOM\./,
  /International Organization for Migration \(IOM\), April 2024\./,
];
const PAGES = [["start", "/"], ["start-2024", "/#year=2024"], ["embed", "/embed?indicator=return_migrants&year=2023"], ["service", "/embed?indicator=households_beyond&service=hospital&km=25"],
  ["nobody-lacks-it", "/embed?indicator=households_beyond&service=drinking_water&km=25&per=share"]];

let browser;
before(async () => {
  mkdirSync(OUTPUT, { recursive: true });
  browser = await launch();
});
after(() => browser.close());

for (const [name, address] of PAGES) {
  for (const width of [1280, 360]) {
    test(`${name} at ${width} px says what must be said and scrolls in one direction`, async () => {
      const visit = await Visit.open(browser, address, { width, height: width === 360 ? 740 : 900 });
      await visit.ready();
      for (const words of WORDS) {
        const places = await visit.page.getByText(words).all();
        const seen = await Promise.all(places.map((place) => place.isVisible()));
        assert.ok(seen.includes(true), String(words));
      }
      const sides = await visit.page.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
      assert.equal(sides[0], sides[1], "the page is wider than the screen");
      assert.deepEqual(await cutOff(visit.page), [], "words beyond the edge");
      await visit.page.screenshot({ path: `${OUTPUT}${name}-${width}.png` });
      await visit.page.screenshot({ path: `${OUTPUT}${name}-${width}-whole.png`, fullPage: true });
      await visit.end();
    });
  }
}

const DATA_PAGES = [
  "/collections?f=html", "/collections/admin2?f=html", "/collections/admin2/items?f=html", "/collections/communities/items/real-1?f=html", "/rounds?f=html",
  "/indicators?f=html", "/indicators/return_migrants/values?f=html", "/maps/return_migrants?f=html", "/services?f=html",
  "/services/hospital/distance?f=html", "/sources?f=html", "/api?f=html", "/conformance?f=html",
  `/collections/admin2/items?f=html&${"x".repeat(300)}=1`, `/${"nothing".repeat(30)}`,
];

for (const width of [1280, 360]) {
  test(`pages of data and of errors scroll in one direction at ${width} px`, async () => {
    const wide = [];
    const visit = await Visit.open(browser, "/nothing", { width, height: 740 });
    for (const address of DATA_PAGES) {
      await visit.page.goto(base + address);
      const sides = await visit.page.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
      if (sides[0] !== sides[1] || (await cutOff(visit.page)).length > 0) wide.push(`${address}: ${sides} ${await cutOff(visit.page)}`);
    }
    await visit.page.screenshot({ path: `${OUTPUT}error-long-${width}.png` });
    await visit.page.goto(`${base}/maps/return_migrants?f=html&year=1999`);
    await visit.page.screenshot({ path: `${OUTPUT}error-${width}.png` });
    await visit.page.goto(`${base}/indicators?f=html`);
    await visit.page.screenshot({ path: `${OUTPUT}indicators-${width}.png` });
    await visit.context.close();
    assert.deepEqual(wide, []);
  });
}

test("the words about the map lie on the map itself, in the first sight of the page", async () => {
  const visit = await Visit.open(browser, "/", { width: 1280, height: 900 });
  await visit.ready();
  const tags = visit.element.locator(".tags");
  assert.match(await tags.innerText(), /Schematic boundaries[\s\S]*Illustrative numbers/i);
  const box = await tags.boundingBox();
  assert.ok(box.y >= 0 && box.y + box.height <= 900, JSON.stringify(box));
  await visit.end();
});

/** Text that sticks out of the window and cannot be scrolled to inside a box of its own. */
function cutOff(page) {
  return page.evaluate(() => {
    const found = [];
    const look = (root) => {
      for (const element of root.querySelectorAll("*")) {
        if (element.shadowRoot) look(element.shadowRoot);
        const box = element.getBoundingClientRect();
        if (box.width === 0 || element.children.length > 0 || element.textContent.trim() === "") continue;
        let scrolls = false;
        for (let up = element; up; up = up.parentElement) {
          if (["auto", "scroll", "hidden", "clip"].includes(getComputedStyle(up).overflowX)) scrolls = true;
        }
        if (!scrolls && (box.right > innerWidth + 1 || box.left < -1)) found.push(`${element.tagName} ${element.textContent.trim().slice(0, 60)}`);
      }
    };
    look(document);
    return found;
  });
}

// Where the words of a page are not there, their ids would stand in their places.
test("no page shows the id of a message, in any language", async () => {
  const visit = await Visit.open(browser, "/", { width: 1280, height: 800 });
  const wrong = [];
  for (const page of ["/", "/explore", "/planner", "/embed/builder", "/embed"]) {
    for (const lang of ["en", "ru", "ky"]) {
      await visit.page.goto(`${base}${page}?lang=${lang}`);
      await visit.page.waitForLoadState("networkidle");
      const ids = await visit.page.evaluate(() => {
        const texts = (root) => [...root.querySelectorAll("*")].flatMap((element) =>
          [element.shadowRoot === null ? [] : texts(element.shadowRoot), element.children.length === 0 ? element.textContent : element.getAttribute("aria-label") ?? ""].flat());
        return texts(document.body).filter((text) => /\b(page|start|explore|planner|builder)(-[a-z]+)+\b/.test(text) && !/[./:]/.test(text));
      });
      if (ids.length > 0) wrong.push(`${page} in ${lang}: ${ids.slice(0, 5).join(", ")}`);
    }
  }
  assert.deepEqual(wrong, []);
  await visit.end();
});
