// What readers change about a page: narrow windows and large letters (WCAG 1.4.4, 1.4.10), spacing of text (1.4.12), colours of their own, no motion, keys alone (2.1.1, 2.4.7).
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { PNG } from "pngjs";
import { base, launch } from "./browser.mjs";

const RATES = "/embed?indicator=return_migrants&year=2023&per=per_1000_households";
let browser;
before(async () => {
  browser = await launch();
});
after(() => browser.close());

const ready = (page) => page.locator('kerben-map[data-state="ready"]').waitFor();

async function opened(path, options, work) {
  const context = await browser.newContext({ viewport: { width: 900, height: 900 }, locale: "en-GB", bypassCSP: true, ...options });
  const page = await context.newPage();
  page.setDefaultTimeout(30_000);
  try {
    await page.goto(base + path);
    await work(page);
  } finally {
    await context.close();
  }
}

const width = (page) => page.evaluate(() => document.documentElement.scrollWidth);

/** The least spacing that text must bear, on the page and in every shadow. */
const spaced = (page) =>
  page.evaluate(() => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync("* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important } p { margin-bottom: 2em !important }");
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
    for (const { shadowRoot } of document.querySelectorAll("*")) if (shadowRoot) shadowRoot.adoptedStyleSheets = [...shadowRoot.adoptedStyleSheets, sheet];
  });

/** Boxes that cut off what is in them. */
const cut = (page) =>
  page.evaluate(() => {
    const found = [];
    const walk = (root) => {
      for (const box of root.querySelectorAll("*")) {
        if (box.shadowRoot) walk(box.shadowRoot);
        const { overflowX, overflowY } = getComputedStyle(box);
        const hides = [overflowX, overflowY].some((overflow) => ["hidden", "clip"].includes(overflow));
        // What is drawn is cut at its frame; what is for screen readers alone has no size.
        if (!hides || box.clientWidth < 4 || box.closest("svg, .maplibregl-map") !== null || !/\p{L}/u.test(box.textContent)) continue;
        if (box.scrollWidth > box.clientWidth + 1 || box.scrollHeight > box.clientHeight + 1) found.push(`${box.tagName}.${box.className}`);
      }
    };
    walk(document);
    return found;
  });

for (const path of ["/", `${RATES}&controls=true`, "/explore", "/planner", "/embed/builder", "/rounds?f=html"]) {
  test(`${path}: 320 and 640 pixels are wide enough, in Russian too, and letters may stand apart`, async () => {
    for (const [pixels, lang] of [[320, "en"], [320, "ru"], [640, "ru"]]) {
      await opened(`${path}${path.includes("?") ? "&" : "?"}lang=${lang}`, { viewport: { width: pixels, height: 700 } }, async (page) => {
        await page.waitForLoadState("networkidle");
        assert.equal(await width(page), pixels, lang);
        await spaced(page);
        assert.equal(await width(page), pixels, `${lang}, with letters apart`);
        assert.deepEqual(await cut(page), [], `${lang}, with letters apart`);
      });
    }
  });
}

test("in colours that the reader chose, the classes stay apart, and what is selected and focused is seen", async () => {
  for (const colorScheme of ["dark", "light"]) {
    await opened(RATES, { forcedColors: "active", colorScheme }, async (page) => {
      await ready(page);
      const element = page.locator("kerben-map");
      const swatches = await element.locator(".legend .swatch.class rect").evaluateAll((all) => all.map((rect) => getComputedStyle(rect).fill));
      assert.equal(new Set(swatches).size, swatches.length, `${colorScheme}: ${swatches}`);
      const drawing = element.locator(".drawing");
      await drawing.focus();
      await page.keyboard.press("ArrowRight");
      assert.notEqual(await drawing.evaluate((box) => getComputedStyle(box).outlineStyle), "none");
      assert.equal(await element.locator(".selected path").count(), 2);
      const picture = PNG.sync.read(await drawing.screenshot());
      const colours = new Set();
      for (let at = 0; at < picture.data.length; at += 4) colours.add(`rgb(${picture.data.subarray(at, at + 3).join(", ")})`);
      for (const swatch of swatches) assert.ok(colours.has(swatch), `${colorScheme}: nothing on the map is ${swatch}`);
      // Words in pictures are as the reader wants words to be.
      const words = await element.locator(".spark").evaluate((spark) => [getComputedStyle(spark).fill, getComputedStyle(document.body).color]);
      assert.equal(words[0], words[1]);
    });
  }
});

test("whoever wants no motion gets none", async () => {
  await opened(`${RATES}&controls=true`, { reducedMotion: "reduce" }, async (page) => {
    await ready(page);
    await page.route("**/embed/map*", (route) => setTimeout(() => route.continue(), 1_500));
    await page.locator("kerben-map select[name=year]").selectOption("2022");
    await page.locator('kerben-map[data-state="loading"]').waitFor();
    const moving = await page.locator("kerben-map").evaluate((host) =>
      [...host.shadowRoot.querySelectorAll("*")].flatMap((element) => [element, "::before", "::after"].map((of, at, all) => getComputedStyle(all[0] === of ? element : element, at === 0 ? null : of)))
        .filter(({ animationName, transitionDuration }) => animationName !== "none" || transitionDuration.split(", ").some((time) => parseFloat(time) > 0)).length);
    assert.equal(moving, 0);
    await ready(page);
  });
});

test("the whole map by keys: every district, in, out again, and on", async () => {
  await opened(RATES, {}, async (page) => {
    await ready(page);
    const element = page.locator("kerben-map");
    const focused = () =>
      page.evaluate(() => {
        let active = document.activeElement;
        while (active?.shadowRoot?.activeElement) active = active.shadowRoot.activeElement;
        return active === null ? "" : `${active.tagName.toLowerCase()}.${active.className}`;
      });
    const said = () => element.locator("[aria-live]").first().textContent();
    while (!(await focused()).includes("drawing")) await page.keyboard.press("Tab");

    // From each district every key in turn: a walk that comes everywhere where one can come.
    const keys = ["ArrowRight", "ArrowDown", "ArrowLeft", "ArrowUp"];
    const seen = new Map();
    await page.keyboard.press("ArrowRight");
    for (let press = 0; press < 2_000 && seen.size < 45; press += 1) {
      const at = await said();
      const turn = seen.get(at) ?? 0;
      seen.set(at, turn + 1);
      await page.keyboard.press(keys[turn % keys.length]);
    }
    assert.equal(seen.size, 45, "each district is read out");
    assert.ok([...seen.keys()].every((text) => /: .*\(illustrative\)/.test(text)), [...seen.keys()].join(" | "));
    await page.keyboard.press("Escape");
    assert.ok(await element.locator(".tooltip").isHidden());
    assert.match(await focused(), /drawing/, "the focus stays on the map");

    await page.keyboard.press("Tab");
    assert.match(await focused(), /button\.zoom/);
    await page.keyboard.press("Enter");
    await page.locator("kerben-map[data-live]").waitFor();
    assert.notEqual(await focused(), "body.", "the focus is not lost when MapLibre comes");
    const way = [];
    for (let press = 0; press < 12; press += 1) {
      await page.keyboard.press("Tab");
      way.push(await focused());
    }
    assert.ok(way.some((at) => at.startsWith("summary")), `on from the map: ${way.join(", ")}`);
  });
});
