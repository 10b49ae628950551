// The lines of the builder in somebody else's article: nothing moves when the map comes, and a frame is as high as its map.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { base, launch, Visit } from "./browser.mjs";
import { linesOf } from "./lines.mjs";
import { serve } from "./site.mjs";
import { loaded } from "./weight.mjs";

const MAP = "indicator=return_migrants&year=2023&per=per_1000_households";
const TEXT = "An article about people who came back, of which there are many. ";
let browser;
let lines;
before(async () => {
  browser = await launch();
  lines = await linesOf(browser, MAP);
});
after(() => browser.close());

const article = (line, head = "") => `<!doctype html><html lang="en"><head><meta name="viewport" content="width=device-width"><title>News</title>
  <link rel="icon" href="data:,">${head}</head><body><p>${TEXT.repeat(4)}</p>${line}<p>${TEXT.repeat(40)}</p></body></html>`;

/** A site of one article. */
async function withArticle(page, headers, use) {
  const site = await serve((_, __, response) => {
    response.writeHead(200, { "content-type": "text/html; charset=utf-8", ...headers }).end(page);
  });
  try {
    await use(site.origin);
  } finally {
    await site.close();
  }
}

for (const [style, head] of [["no style", ""], ["the style of most sites", "<style>img,svg,video{max-width:100%;height:auto}img{display:block}</style>"], ["a column", "<style>body{max-width:640px;margin:auto}</style>"]]) {
  test(`nothing moves in an article of ${style} when its map comes, and it is light`, async () => {
    await withArticle(article(lines.element, head), {}, async (origin) => {
      for (const width of [360, 1280]) {
        const { shift, addresses } = await loaded(browser, origin, { width });
        assert.ok(shift <= 0.02, `${width} px: ${shift}`);
        const ours = addresses.filter((address) => address.includes(base));
        const bytes = ours.reduce((sum, address) => sum + parseInt(address, 10), 0);
        assert.ok(ours.length <= 6 && bytes <= 70_000, `${bytes}: ${addresses.join("\n")}`);
      }
    });
  });
}

test("the room stays when the map of MapLibre comes", async () => {
  await withArticle(article(lines.element), {}, async (origin) => {
    const visit = await Visit.open(browser, origin, { origins: [origin, base], width: 700 });
    await visit.ready();
    const height = () => visit.element.evaluate((host) => host.getBoundingClientRect().height);
    const before = await height();
    await visit.live();
    assert.equal(await height(), before);
    await visit.end();
  });
});

test("where scripts do not run there is a picture, which leads to the map", async () => {
  await withArticle(article(lines.element), {}, async (origin) => {
    const context = await browser.newContext({ javaScriptEnabled: false, viewport: { width: 700, height: 900 } });
    const page = await context.newPage();
    const answered = page.waitForResponse((response) => response.url().includes("/maps/return_migrants.svg"));
    await page.goto(origin);
    assert.equal((await answered).status(), 200);
    const picture = page.locator("kerben-map svg[role=img][aria-label*=districts]");
    assert.ok((await picture.boundingBox()).height > 400);
    assert.match(await page.locator("kerben-map a").getAttribute("href"), /\/embed\?indicator=return_migrants/);
    await context.close();
  });
});

/** The frames of a page, when each has its map and is as high as the page in it. */
async function fitting(page, count) {
  const deadline = Date.now() + 30_000;
  for (;;) {
    const frames = page.frames().filter((frame) => frame.url().includes("/embed?"));
    const inside = await Promise.all(frames.map((frame) => frame.evaluate(() => [document.querySelector("kerben-map") === null ? 0 : innerHeight, document.documentElement.scrollHeight, innerWidth, document.documentElement.scrollWidth]).catch(() => [0, 1, 0, 1])));
    if (inside.length === count && inside.every(([height, content, width, across]) => height === content && across <= width && height > 300)) return inside;
    assert.ok(Date.now() < deadline, JSON.stringify(inside));
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

test("a frame is as high as its map at every width, and when its table is opened", async () => {
  await withArticle(article(lines.frame), {}, async (origin) => {
    for (const width of [320, 360, 640, 1280]) {
      const visit = await Visit.open(browser, origin, { origins: [origin, base], width });
      await visit.page.locator("iframe").scrollIntoViewIfNeeded();
      const [[before]] = await fitting(visit.page, 1);
      const frame = visit.page.frameLocator("iframe");
      await frame.getByText(/for illustration purposes only/).waitFor();
      if (width === 640) {
        await frame.locator("details.values summary").click();
        await visit.page.waitForFunction((height) => document.querySelector("iframe").clientHeight > height, before);
        await fitting(visit.page, 1);
        await visit.page.setViewportSize({ width: 360, height: 900 });
        await fitting(visit.page, 1);
      }
      await visit.end();
    }
  });
});

test("several frames have each its own height, whatever others say, and the script may stand there twice", async () => {
  const other = lines.frame.replaceAll("per_1000_households", "none").replace(/year=2023/g, "year=2022");
  const stranger = `<iframe id="stranger" width="300" height="150" srcdoc="<script>for (const height of [-5, 1e9, '12', NaN, 'x', {}]) parent.postMessage({ type: 'kerben-height', height }, '*')</script>"></iframe>`;
  await withArticle(article(lines.frame.replaceAll('loading="lazy"', "") + stranger + other.replaceAll('loading="lazy"', "")), {}, async (origin) => {
    const visit = await Visit.open(browser, origin, { origins: [origin, base], width: 640 });
    await fitting(visit.page, 2);
    assert.equal(await visit.page.locator("#stranger").evaluate((frame) => frame.clientHeight), 150);
    await visit.end();
  });
});

test("a frame is as high as its map before a reader has come to it", async () => {
  const low = lines.frame.replaceAll('loading="lazy"', "").replace(/height="\d+"/, 'height="310"');
  await withArticle(article(`<div style="height:6000px"></div>${low}`), {}, async (origin) => {
    const visit = await Visit.open(browser, origin, { origins: [origin, base], width: 640 });
    await fitting(visit.page, 1);
    assert.equal(await visit.page.evaluate(() => scrollY), 0);
    await visit.end();
  });
});

test("in a frame without an origin of its own everything works, also below a page that isolates itself", async () => {
  const sandboxed = lines.frame.replace("<iframe", '<iframe sandbox="allow-scripts"');
  for (const headers of [{}, { "cross-origin-embedder-policy": "require-corp", "cross-origin-opener-policy": "same-origin" }]) {
    await withArticle(article(sandboxed), headers, async (origin) => {
      const visit = await Visit.open(browser, origin, { origins: [origin, base, "null"], width: 800 });
      await visit.page.locator("iframe").scrollIntoViewIfNeeded();
      await fitting(visit.page, 1);
      const map = visit.page.frameLocator("iframe").locator("kerben-map");
      await map.locator("path[data-pcode]").first().waitFor();
      await map.locator(".zoom").click();
      await visit.page.frameLocator("iframe").locator("kerben-map[data-live]").waitFor({ timeout: 60_000 });
      await visit.end();
    });
  }
});
