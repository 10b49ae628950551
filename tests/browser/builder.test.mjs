// The builder: each choice changes preview and lines, and the lines show the same map in somebody else's page.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { base, json, launch, Visit } from "./browser.mjs";

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

  line(name) {
    return this.page.locator(`#line-${name} code`).textContent();
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
