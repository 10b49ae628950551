// The builder: each choice changes preview and lines, and the lines show the same map in somebody else's page.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { base, json, launch, Visit } from "./browser.mjs";
import { html, serve } from "./site.mjs";

let browser;
before(async () => {
  browser = await launch();
});
after(() => browser.close());

const BUILDER = "/embed/builder";
class Builder extends Visit {
  /** Opens the builder, and waits for its first map. */
  static async at(query = "", options = {}) {
    const visit = Object.setPrototypeOf(await Visit.open(browser, BUILDER + query, options), Builder.prototype);
    await visit.settled();
    return visit;
  }

  /** Resolves when the preview and the lines are those of the choices. */
  async settled() {
    await this.page.locator('#stage[data-state="ready"]').waitFor();
    await this.page.locator('#lines[aria-busy="false"]').waitFor();
  }

  /** Does something that changes the map. */
  async choose(change) {
    const before = await this.address();
    await change();
    await this.page.waitForFunction((address) => document.querySelector("#stage iframe:last-child")?.src !== address, before);
    await this.settled();
  }

  /** The address of the map in the preview. */
  address() {
    return this.page.locator("#stage iframe").last().getAttribute("src");
  }

  async query() {
    return Object.fromEntries(new URL(await this.address()).searchParams);
  }

  /** The state in the address of the builder itself. */
  state() {
    return Object.fromEntries(new URL(this.page.url()).searchParams);
  }

  select(name) {
    return this.page.locator(`select[name="${name}"]`);
  }

  get framed() {
    return this.page.frameLocator("#stage iframe:last-child").locator("kerben-map");
  }
}

test("each choice changes the preview, the lines and the address, and the way back undoes it", async () => {
  const visit = await Builder.at();
  assert.equal(new URL(visit.page.url()).search, "", "what is usual is not written");
  await visit.choose(() => visit.select("indicator").selectOption("emigrants"));
  assert.deepEqual(visit.state(), { indicator: "emigrants" });
  await visit.choose(() => visit.select("per").selectOption("per_1000_households"));
  await visit.choose(() => visit.select("year").selectOption("2023"));
  await visit.choose(() => visit.select("within").selectOption({ label: "Osh" }));
  await visit.choose(() => visit.page.getByLabel("Both", { exact: true }).check());
  await visit.choose(() => visit.select("theme").selectOption("dark"));
  await visit.choose(() => visit.page.getByLabel("Readers may choose").check());
  const query = await visit.query();
  const expected = { indicator: "emigrants", by: "admin2", year: "2023", per: "per_1000_households", marks: "both", theme: "dark", controls: "true", lang: "en" };
  for (const [name, value] of Object.entries(expected)) assert.equal(query[name], value, name);
  assert.match(query.within, /^KG/);
  assert.match(await visit.framed.locator("h2").innerText(), /Emigrants per 1,000 households/);
  for (const name of ["element", "frame", "image", "wordpress", "link"]) assert.match(await visit.line(name), /per_1000_households/, name);

  await visit.choose(() => visit.page.goBack());
  assert.equal((await visit.query()).controls, undefined);
  await visit.choose(() => visit.page.goBack());
  assert.equal((await visit.query()).theme, undefined);
  assert.equal(await visit.page.locator('input[name="marks"][value="both"]').isChecked(), true);
  await visit.choose(() => visit.page.getByRole("button", { name: "Start again" }).click());
  assert.equal(new URL(visit.page.url()).search, "");
  assert.equal(await visit.select("indicator").inputValue(), "return_migrants");
  await visit.end();
});

test("the start page leads to the builder with its map", async () => {
  const start = await Visit.open(browser, "/#indicator=emigrants&year=2023&per=per_1000_households");
  await start.ready();
  await start.page.locator('.ways a[href*="embed/builder?indicator=emigrants"]').click();
  await start.page.locator('#stage[data-state="ready"]').waitFor();
  assert.equal(await start.page.locator('select[name="year"]').inputValue(), "2023");
  assert.equal(await start.page.locator('select[name="indicator"]').inputValue(), "emigrants");
  await start.end();
});

test("a map is pinned unless it is always the latest", async () => {
  const visit = await Builder.at("?indicator=return_migrants&year=2023&per=per_1000_households");
  const pinned = await visit.query();
  assert.equal(pinned.round, "kgz-r3");
  const numbers = pinned.breaks.split(",").map(Number);
  assert.ok(numbers.length >= 2 && numbers.every((at, i) => Number.isFinite(at) && (i === 0 || numbers[i - 1] < at)), pinned.breaks);
  assert.match(new URL(await visit.address()).pathname, /^\/kyrgyzstan\/embed$/, "the dataset is named");
  // The same classes in the same colours as without numbers.
  const classes = async (query) => (await json(`/embed.json?${query}`)).classes.map(({ color, units }) => ({ color, units }));
  assert.deepEqual(await classes(new URLSearchParams(pinned)), await classes("indicator=return_migrants&year=2023&per=per_1000_households&lang=en"));

  await visit.choose(() => visit.page.getByLabel("Always the latest").check());
  const latest = await visit.query();
  assert.deepEqual([latest.round, latest.breaks, latest.year], [undefined, undefined, "2023"]);
  assert.equal(visit.state().latest, "true");
  assert.doesNotMatch(await visit.line("element"), /round=|breaks=/);
  await visit.end();
});

test("the same map in a narrow, a usual and a wide page", async () => {
  const visit = await Builder.at();
  for (const [name, width] of [["Phone", 360], ["Wide", 1000], ["Article", 640]]) {
    await visit.page.getByRole("tab", { name }).click();
    await visit.settled();
    const frame = visit.page.locator("#stage iframe").last();
    assert.equal(await frame.getAttribute("width"), String(width));
    // The frame tells its height.
    await visit.page.waitForFunction(() => {
      const frame = document.querySelector("#stage iframe:last-child");
      const map = frame?.contentDocument?.querySelector("kerben-map");
      return map != null && Math.abs(map.getBoundingClientRect().height - Number(frame.height)) < 2;
    });
    const [box, stage] = [await frame.boundingBox(), await visit.page.locator("#stage").boundingBox()];
    assert.ok(box.width <= stage.width + 1 && box.height <= stage.height + 1, `${name}: ${box.width} × ${box.height} in ${stage.width} × ${stage.height}`);
  }
  // Arrow keys go from tab to tab.
  await visit.page.getByRole("tab", { name: "Article" }).press("ArrowRight");
  assert.equal(await visit.page.evaluate(() => document.activeElement.id), "tab-360");
  await visit.end();
});

test("a line is copied, and says so", async () => {
  const visit = await Builder.at();
  await visit.context.grantPermissions(["clipboard-read", "clipboard-write"], { origin: base });
  for (const name of ["element", "frame", "image", "wordpress", "link"]) {
    await visit.page.locator(`#tab-${name}`).click();
    const panel = visit.page.locator(`#line-${name}`);
    await panel.getByRole("button", { name: /^Copy/ }).click();
    assert.equal(await panel.getByRole("status").innerText(), "Copied");
    assert.equal(await visit.page.evaluate(() => navigator.clipboard.readText()), await visit.line(name));
  }
  await visit.end();
});

for (const width of [1280, 360]) {
  test(`the builder fits ${width} pixels in each language`, async () => {
    for (const lang of ["en", "ru", "ky"]) {
      const visit = await Builder.at(`?lang=${lang}`, { width });
      assert.equal(await visit.page.evaluate(() => document.documentElement.scrollWidth), width, lang);
      const tops = await visit.page.evaluate(() => ["#choices", "#preview", "#lines"].map((id) => document.querySelector(id).getBoundingClientRect().top));
      if (width === 360) assert.ok(tops[0] < tops[1] && tops[1] < tops[2], "choices, then preview, then line");
      assert.equal((await visit.query()).lang, lang);
      await visit.end();
    }
  });
}

/** Whatever an editor may write. */
const TEXT = `Who "came" back & <b>why</b>: it's 5 > 3 عائدون 👩‍👧`;

test("own words, highlighted places and hidden parts are in the preview, within their limits", async () => {
  const visit = await Builder.at("?per=per_1000_households&year=2023");
  await visit.choose(() => visit.page.locator('textarea[name="title"]').fill(TEXT));
  assert.equal(visit.state().title, TEXT);
  assert.equal(await visit.page.locator("#title-count").innerText(), `${[...TEXT].length} of 200`);
  assert.equal(await visit.framed.locator("h2").innerText(), TEXT);
  assert.match(await visit.framed.locator(".subtitle").innerText(), /Return migrants per 1,000 households by district, 2023/, "what it shows is still said");
  await visit.choose(() => visit.page.locator('textarea[name="note"]').fill("x".repeat(650)));
  assert.equal(visit.state().note.length, 600);
  assert.equal(await visit.page.locator("#note-count").innerText(), "650 of 600: what is too long is cut off");
  assert.equal(await visit.page.locator('textarea[name="note"]').getAttribute("aria-invalid"), "true");
  await visit.choose(() => visit.page.locator('textarea[name="note"]').fill(""));

  // A name in another script, and one of the list.
  const first = await visit.page.locator("#places .ranked .name").first().innerText();
  await visit.page.locator('input[name="search"]').fill("нары");
  assert.deepEqual(await visit.page.locator("#places .ranked .name").allInnerTexts(), ["Naryn"]);
  await visit.choose(() => visit.page.locator("#places .ranked input").first().check());
  await visit.page.locator('input[name="search"]').fill("no such place");
  assert.equal(await visit.page.locator("#places .told").innerText(), "No place has this name.");
  await visit.page.locator('input[name="search"]').fill("");
  await visit.choose(() => visit.page.locator("#places .ranked").getByLabel(first).check());
  assert.equal((await visit.query()).highlight.split(",").length, 2);
  assert.deepEqual((await visit.framed.locator("tr.highlighted th").allTextContents()).sort(), [first, "Naryn"].sort());
  await visit.choose(() => visit.page.getByRole("button", { name: "Remove: Naryn" }).click());
  assert.equal((await visit.query()).highlight.split(",").length, 1);

  await visit.choose(() => visit.page.locator("#parts").getByLabel("Total").uncheck());
  await visit.choose(() => visit.page.locator("#parts").getByLabel("Scale bar").uncheck());
  assert.equal((await visit.query()).hide, "total,scale_bar");
  assert.equal(await visit.framed.locator(".total").count(), 0);
  assert.equal(await visit.framed.locator(".disclaimer").count(), 1);
  assert.equal(await visit.page.locator("#parts .fixed li").count(), 4);
  await visit.end();
});

test("at most twenty places are highlighted", async () => {
  const { rows } = await json("/indicators/return_migrants/values?by=admin2&year=2023");
  const codes = rows.map(({ pcode }) => pcode).sort();
  const visit = await Builder.at(`?year=2023&highlight=${codes.slice(0, 20).join(",")}`);
  assert.equal(await visit.page.locator(".chosen li").count(), 20);
  await visit.page.locator(`.ranked input[value="${codes[20]}"]`).click();
  assert.equal(await visit.page.locator("#places .told").innerText(), "At most 20 places can be highlighted.");
  assert.equal(await visit.page.locator(`.ranked input[value="${codes[20]}"]`).isChecked(), false);
  await visit.end();
});

test("the lines show the same map in somebody else's page, whatever its texts are", async () => {
  const visit = await Builder.at(`?per=per_1000_households&year=2023&by=admin1&title=${encodeURIComponent(TEXT)}&hide=total`);
  await visit.page.locator("#tab-image").click();
  const lines = Object.fromEntries(await Promise.all(["element", "frame", "image"].map(async (name) => [name, await visit.line(name)])));
  const alt = await visit.page.locator("#alt").innerText();
  assert.match(alt, /highest/i);
  const link = await visit.line("link");
  assert.equal(link, await visit.line("wordpress"));
  await visit.end();

  const style = "body { margin: 0; font: 19px/1.7 Georgia, serif } main { width: 600px; margin: auto } iframe { height: 90px } img { border: 5px solid red }";
  const site = await serve((url, request, response) => {
    const body = lines[url.pathname.slice(1)];
    html(response, `<!doctype html><html lang="en"><title>News</title><link rel="icon" href="data:,"><style>${style}</style><main><p>Before</p>${body}<p id="after">After</p></main>`);
  });
  try {
    for (const name of ["element", "frame", "image"]) {
      const foreign = await Visit.open(browser, `${site.origin}/${name}`, { origins: [base, site.origin] });
      const { page } = foreign;
      assert.equal(await page.locator("body b, body script:not([type]) + b").count(), 0, `${name}: no tag of a text`);
      assert.equal(await page.locator("#after").innerText(), "After", name);
      if (name === "image") {
        const picture = page.locator("figure img");
        assert.equal(await picture.getAttribute("alt"), alt);
        const size = await picture.evaluate(async (image) => (await image.decode(), [image.naturalWidth, image.naturalHeight, image.width, image.height].map(Number)));
        assert.equal(size[0], 800);
        assert.equal(Number(await picture.getAttribute("height")), size[1], "its room is kept");
        assert.equal(await page.locator("figure a").getAttribute("href"), link);
        assert.match(await page.locator("figcaption").innerText(), /International Organization for Migration/);
        const dense = (await picture.getAttribute("srcset")).split(", ").map((part) => part.split(" "));
        assert.deepEqual(dense.map(([, density]) => density), ["1x", "2x"]);
        for (const [address] of dense) assert.equal((await fetch(address)).headers.get("content-type"), "image/png");
      } else {
        const map = name === "frame" ? page.frameLocator("iframe").locator("kerben-map") : page.locator("kerben-map");
        await map.locator("css=.card h2").waitFor();
        assert.equal(await map.locator("h2").innerText(), TEXT, name);
        assert.equal(await map.locator(".total").count(), 0, name);
        assert.equal(await map.locator("tr[data-pcode]").count(), 9, name);
      }
      if (name === "frame") {
        assert.equal(await page.locator("iframe").getAttribute("title"), TEXT);
      }
      await foreign.end();
    }
  } finally {
    await site.close();
  }
});

test("the files are those of exactly this map", async () => {
  const visit = await Builder.at("?indicator=emigrants&per=per_1000_households&year=2023&by=admin1&map_lang=ru");
  await visit.page.locator("#tab-files").click();
  const addresses = await visit.page.locator(".files a").evaluateAll((links) => links.map((link) => link.href));
  assert.equal(addresses.length, 7);
  for (const address of addresses) {
    const answer = await fetch(address);
    assert.equal(answer.status, 200, address);
    if (address.includes("f=csv")) assert.match(await answer.text(), /Ошская область/);
  }
  await visit.end();
});

test("the builder without a pointer: focus stays where it is, and arrow keys go from tab to tab", async () => {
  const visit = await Builder.at();
  await visit.page.locator('select[name="indicator"]').focus();
  await visit.choose(() => visit.page.keyboard.press("ArrowDown"));
  assert.equal(await visit.page.evaluate(() => document.activeElement.name), "indicator", "focus stays");
  await visit.page.locator("#tab-element").focus();
  await visit.page.keyboard.press("ArrowRight");
  assert.equal(await visit.page.locator("#line-frame").isVisible(), true);
  assert.equal(await visit.page.locator("#line-element").isVisible(), false);
  await visit.end();
});
