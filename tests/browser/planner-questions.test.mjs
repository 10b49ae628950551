// What a planner asks beyond the first answer: several services, least households, names, the curve, new places, files, print; and a server
// that is not there for a while. The page shows what the server answers to the same question.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, before, test } from "node:test";
import { base, json, launch, Visit } from "./browser.mjs";
import { starting } from "./servers.mjs";

let browser;
before(async () => {
  browser = await launch();
});
after(() => browser.close());

const SEVERAL = "/planner?service=hospital,school&match=any&km=10";
const MOST = 10_000;

async function opened(address, size) {
  const visit = await Visit.open(browser, address, size);
  await visit.plannerReady();
  return visit;
}

/** Does something that asks another question, and waits for its answer. */
async function asked(visit, change, address) {
  await change();
  await visit.page.waitForURL(address);
  await visit.plannerReady();
}

const query = (visit) => new URL(visit.page.url()).searchParams;
const idsOf = (page) => page.locator("#communities tbody tr").evaluateAll((rows) => rows.map((row) => row.dataset.id));
const answerOf = (page) => page.locator("#planner .answer").innerText();
const inEnglish = (number) => new Intl.NumberFormat("en").format(number);

test("several services: far from each of them, or from any; the address says which", async () => {
  const visit = await opened("/planner?km=10");
  const { page } = visit;
  await asked(visit, () => page.locator('input[name="service"][value="school"]').check(), /service=/);
  const ids = query(visit).get("service");
  assert.deepEqual(ids.split(",").toSorted(), ["hospital", "school"]);
  const count = async (match) => {
    const [first, other] = query(visit).get("service").split(",");
    const { numberMatched } = await json(`/services/${first}/communities?also=${other}&match=${match}&beyond_km=${query(visit).get("km") ?? 10}&limit=${MOST}`);
    return numberMatched;
  };
  const [all, any] = [await count("all"), await count("any")];
  assert.ok(all < any, `${all} communities are far from both, ${any} from one of them`);
  assert.ok((await answerOf(page)).includes(inEnglish(all)), await answerOf(page));
  await asked(visit, () => page.locator('input[name="match"][value="any"]').check(), /match=any/);
  assert.ok((await answerOf(page)).includes(inEnglish(any)), await answerOf(page));
  const heads = await page.locator("#communities thead th").allInnerTexts();
  assert.ok(heads.some((head) => head.includes("Hospital")) && heads.some((head) => head.includes("School")), String(heads));
  const address = page.url();
  await visit.end();
  const shared = await opened(address);
  assert.ok((await answerOf(shared.page)).includes(inEnglish(any)), "an address leads to the same answer");
  await shared.end();
});

test("least households and a name leave fewer communities", async () => {
  const visit = await opened("/planner?km=5");
  const { page } = visit;
  const least = 900;
  await asked(visit, async () => {
    await page.locator('input[name="min_households"]').fill(String(least));
    await page.locator('input[name="min_households"]').press("Enter");
  }, /min_households=900/);
  const large = await json(`/services/hospital/communities?beyond_km=${query(visit).get("km") ?? 5}&min_households=${least}&limit=${MOST}`);
  assert.ok(large.numberMatched > 1);
  assert.deepEqual(await idsOf(page), large.features.map(({ id }) => id).slice(0, 100));
  assert.ok(large.features.every(({ properties }) => properties.households >= least));
  const { name } = large.features.at(-1).properties;
  await asked(visit, () => page.locator('input[name="q"]').fill(name), /q=/);
  const found = await idsOf(page);
  assert.ok(found.includes(large.features.at(-1).id) && found.length < large.numberMatched, `${found.length} communities called ${name}`);
  await visit.end();
});

test("every choice is in the address, in one order", async () => {
  const visit = await opened("/planner?lang=ru&min_households=300&km=5&service=hospital,school");
  const { page } = visit;
  const { name } = (await json("/services/hospital/communities?also=school&match=any&beyond_km=5&min_households=300&limit=1")).features[0].properties;
  await asked(visit, () => page.locator('input[name="match"][value="any"]').check(), /match=any/);
  await asked(visit, () => page.locator('input[name="q"]').fill(name), /q=/);
  assert.deepEqual([...query(visit)], [["service", "hospital,school"], ["match", "any"], ["km", "5"], ["min_households", "300"], ["q", name], ["lang", "ru"]]);
  await visit.end();
});

test("the curve has a line for each service, and its numbers as a table", async () => {
  const visit = await opened(SEVERAL);
  const { page } = visit;
  await page.locator(".curve-panel svg path").first().waitFor();
  assert.deepEqual((await page.locator(".curve-panel .key .label").allInnerTexts()).map((label) => label.trim()).toSorted(), ["Hospital", "School"]);
  await page.locator(".curve-table summary").click();
  const { points } = await json("/services/hospital/curve");
  const rows = await page.locator(".curve-table tbody tr").evaluateAll((all) => all.map((row) => [...row.cells].map((cell) => cell.innerText.trim())));
  const last = points.findLast(({ households }) => households?.exact);
  const row = rows.find(([distance]) => distance.includes(` ${inEnglish(last.km)} `));
  assert.equal(row?.[1], inEnglish(last.households.low), `${last.km} km: ${row}`);
  await visit.end();
});

test("new places are those of the server, for one service at a time", async () => {
  const visit = await opened("/planner?km=25");
  const { page } = visit;
  assert.ok(!visit.requests.some((url) => url.includes("/new_centres")), "they are asked for when they are opened");
  await page.locator(".centres summary").focus();
  await page.keyboard.press("Enter");
  const { features } = await json("/services/hospital/new_centres?km=25&limit=5");
  await page.locator(".centres ol li").nth(features.length - 1).waitFor();
  assert.deepEqual(await page.locator(".centres ol li button").allInnerTexts(), features.map(({ properties }) => properties.name));
  await visit.end();
  const several = await opened(SEVERAL);
  assert.equal(await several.page.locator(".centres").isVisible(), false);
  await several.end();
});

test("the list as a file has the communities of the page", async () => {
  const visit = await opened(SEVERAL);
  const { page } = visit;
  const more = page.locator("#communities").getByRole("button", { name: /^Show \d+ more/ });
  while (await more.isVisible()) await more.click();
  const coming = page.waitForEvent("download");
  await page.locator('.actions a[href*="f=csv"]').click();
  const file = await coming;
  assert.match(file.suggestedFilename(), /hospital.*school.*\.csv$/);
  const [head, ...lines] = (await readFile(await file.path(), "utf8")).replace(/^\uFEFF/, "").trim().split(/\r?\n/);
  assert.match(head, /^id,name,/);
  assert.deepEqual(lines.map((line) => line.split(",")[0]), await idsOf(page));
  await visit.end();
});

test("printed, the page is the list: what was asked, when, and where the numbers are from", async () => {
  const visit = await opened("/planner?km=5");
  const { page } = visit;
  const { features } = await json(`/services/hospital/communities?beyond_km=5&limit=${MOST}`);
  assert.ok(features.length > (await idsOf(page)).length, "the page begins with a part of the list");
  await page.evaluate(() => window.dispatchEvent(new Event("beforeprint")));
  assert.deepEqual(await idsOf(page), features.map(({ id }) => id));
  await page.goto(`${base}/planner?within=KG04000000000`);
  await visit.plannerReady();
  await page.emulateMedia({ media: "print" });
  await page.screenshot({ path: "../output/planner-print.png", fullPage: true });
  for (const shown of [".answer", "#communities table", ".credits", ".printed"]) assert.ok(await page.locator(`#planner ${shown}`).isVisible(), shown);
  for (const hidden of [".choices", ".planner-map", ".stage", ".curve-panel", ".actions", ".centres"]) assert.equal(await page.locator(`#planner ${hidden}`).isVisible(), false, hidden);
  await visit.end();
});

for (const width of [360, 1280]) {
  test(`in Kyrgyz at ${width} px nothing is wider than the page, and no English stands in its controls`, async () => {
    const visit = await opened(`${SEVERAL}&lang=ky`, { width, height: 800 });
    const { page } = visit;
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth) <= width);
    if (width < 620) await page.locator(".choices > summary").click();
    const texts = (await page.locator(".controls").innerText()).split("\n").filter((text) => /\p{L}{3}/u.test(text));
    assert.ok(texts.length > 5);
    assert.deepEqual(texts.filter((text) => /[A-Za-z]{3}/.test(text)), []);
    await visit.end();
  });
}

test("a slow answer is waited for in words; a server that is away for a while is said, and asked again", async () => {
  const sample = ["geodata/samples/kyrgyzstan"];
  let server = await starting(sample);
  const { origin } = server;
  const visit = await Visit.open(browser, `${origin}/embed`, { origins: [origin] });
  const { page } = visit;
  try {
    await page.route(/\/services/, async (route) => {
      await new Promise((resolve) => setTimeout(resolve, 400));
      await route.continue();
    });
    await page.goto(`${origin}/planner`);
    await page.locator("#planner .answer").filter({ hasText: "Loading the answer" }).waitFor();
    await visit.plannerReady();
    await server.stop();
    await page.locator('select[name="km"]').selectOption("10");
    await page.locator('#planner[data-state="error"]').waitFor();
    assert.match(await answerOf(page), /The server cannot be reached/);
    for (const part of ["#communities", ".curve-panel"]) assert.ok(await page.locator(part).isHidden(), part);
    server = await starting(sample, { listen: new URL(origin).host });
    await page.locator("#planner .answer button").click();
    await visit.plannerReady();
    assert.match(await answerOf(page), /10 km/);
    for (const part of ["#communities", ".curve-panel"]) assert.ok(await page.locator(part).isVisible(), part);
  } finally {
    await server.stop();
    await visit.context.close();
  }
});
