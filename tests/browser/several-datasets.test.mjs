// A server of several datasets: the list of them, their pages, and their maps in one article.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { launch, Visit } from "./browser.mjs";
import { starting } from "./servers.mjs";
import { html, serve } from "./site.mjs";

const paths = ["geodata/samples/kyrgyzstan", "tests/fixtures/sandland"];
const WIDTHS = [1280, 360];

let browser;
before(async () => {
  browser = await launch();
});
after(() => browser.close());

/** A server of both; gives its address. */
async function serving(options, work) {
  const server = await starting(paths, { options });
  try {
    await work(server.origin);
  } finally {
    await server.stop();
  }
}

/** Nothing is wider than the page. */
async function fits(visit, width) {
  assert.equal(await visit.page.evaluate(() => document.documentElement.scrollWidth), width);
}

for (const width of WIDTHS) {
  test(`the list leads to each dataset and back, ${width} pixels wide`, () =>
    serving([], async (origin) => {
      const visit = await Visit.open(browser, `${origin}/`, { width, origins: [origin] });
      await fits(visit, width);
      const map = visit.page.locator(".datasets svg[role]");
      const [shown, paths] = [await map.boundingBox(), await map.locator("path").evaluateAll((all) => all.map((path) => path.getBBox().width))];
      assert.ok(shown.width > 250 && paths.length === 2 && paths.every((wide) => wide > 50), `${shown.width}: ${paths}`);
      assert.deepEqual(await visit.page.locator(".datasets .map text").allTextContents(), ["1", "2"]);
      await visit.page.getByRole("link", { name: "Sandland, first assessment" }).click();
      await visit.ready();
      assert.equal(visit.page.url(), `${origin}/sandland/`);
      await fits(visit, width);
      await visit.page.getByRole("link", { name: "All datasets" }).first().click();
      await visit.page.locator(".datasets").waitFor();
      assert.equal(new URL(visit.page.url()).pathname, "/");
      await visit.end();
    }));

  test(`the default dataset and the list share a page, ${width} pixels wide`, () =>
    serving(["--default", "kyrgyzstan"], async (origin) => {
      const visit = await Visit.open(browser, `${origin}/`, { width, origins: [origin] });
      await visit.ready();
      await fits(visit, width);
      assert.equal(await visit.page.locator(".datasets li").count(), 2);
      await visit.element.getByText("Kyrgyzstan. ").first().waitFor();
      // The style of the list of all datasets belongs to none of them.
      const own = visit.requests.filter((url) => ![`${origin}/`, `${origin}/datasets.css`].includes(url));
      assert.deepEqual(own.filter((url) => !url.startsWith(`${origin}/kyrgyzstan/`) && !url.startsWith("blob:")), []);
      await visit.end();
    }));
}

/** An editor copies the line of each dataset; whichever script comes first, each map asks its own. */
test("maps of two datasets stand in one article", () =>
  serving([], async (origin) => {
    const snippets = [];
    for (const id of ["kyrgyzstan", "sandland"]) {
      const visit = await Visit.open(browser, `${origin}/${id}/embed/builder`, { origins: [origin] });
      const snippet = await visit.line("element");
      assert.match(snippet, new RegExp(`src="${origin}/${id}/kerben-map.js"[^]* src="${origin}/${id}/"`));
      snippets.push(snippet);
      await visit.end();
    }
    const site = await serve((url, request, response) => html(response, `<!doctype html><title>x</title><link rel="icon" href="data:,">${snippets.join("")}`));
    try {
      const article = await Visit.open(browser, `${site.origin}/`, { origins: [site.origin, origin] });
      await article.page.locator('kerben-map[data-state="ready"]').nth(1).waitFor();
      await article.element.nth(0).getByText("Kyrgyzstan. ").first().waitFor();
      await article.element.nth(1).getByText("Sandland. ").first().waitFor();
      assert.equal(await article.element.nth(1).getByText("Kyrgyzstan").count(), 0);
      await article.end();
    } finally {
      await site.close();
    }
  }));
