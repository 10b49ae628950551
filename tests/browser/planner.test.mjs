// The planner's page, communities far from services: the table holds what the server answers, and sorts by every column.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { json, launch, Visit } from "./browser.mjs";
import { starting } from "./servers.mjs";

let browser;
before(async () => {
  browser = await launch();
});
after(() => browser.close());

/** What the table shows, row by row. */
function rowsOf(page) {
  return page.locator("#communities tbody tr").evaluateAll((rows) =>
    rows.map((row) => ({ id: row.dataset.id, cells: [...row.cells].map((cell) => cell.innerText.trim()) })));
}

async function showAll(page) {
  const more = page.locator("#communities").getByRole("button", { name: /^Show \d+ more/ });
  while (await more.isVisible()) await more.click();
}

/** What a column sorts by, from the server's answer. */
const KEYS = {
  Community: (one) => one.name,
  District: (one) => one.admin2_name,
  Province: (one) => one.admin1_name,
  Households: (one) => one.households,
  Distance: (one) => one.distance_km ?? Number(/\d+/.exec(one.distance_band)[0]) + (one.distance_band.startsWith(">") ? 0.5 : 0),
};

function inOrder(keys, sign) {
  return keys.every((key, index) => {
    if (index === 0) return true;
    const before = keys[index - 1];
    const compared = typeof key === "number" ? before - key : before.localeCompare(key, undefined, { numeric: true });
    return sign * compared <= 0;
  });
}

test("the table holds the communities farther than 25 km from a hospital", async () => {
  const visit = await Visit.open(browser, "/planner");
  await visit.plannerReady();
  const answer = await json("/services/hospital/communities?beyond_km=25&limit=10000");
  await showAll(visit.page);
  const rows = await rowsOf(visit.page);
  assert.ok(rows.length > 20);
  assert.deepEqual(rows.map(({ id }) => id), answer.features.map(({ id }) => id));
  const sentence = await visit.page.locator("#planner .answer").innerText();
  const households = new Intl.NumberFormat("en").format(answer.households);
  assert.ok(sentence.includes(String(answer.numberMatched)) && sentence.includes(households), sentence);
  assert.match(sentence, /illustrative/);
  for (const [index, { properties }] of answer.features.entries()) {
    const text = rows[index].cells.join(" ");
    assert.ok(text.includes(properties.name) && text.includes(properties.admin2_name) && text.includes(properties.admin1_name), text);
    assert.equal(text.includes("generated"), properties.origin === "generated", text);
  }
  await visit.end();
});

test("every column sorts in both directions", async () => {
  const visit = await Visit.open(browser, "/planner");
  await visit.plannerReady();
  await visit.page.locator('#planner input[value="school"]').check();
  await visit.plannerReady();
  await visit.page.locator('#planner input[value="hospital"]').uncheck();
  await visit.plannerReady();
  await visit.page.locator('#planner select[name="km"]').selectOption("5");
  await visit.plannerReady();
  const question = await visit.page.locator("#planner .answer").innerText();
  assert.match(question, /school/);
  const answer = await json("/services/school/communities?beyond_km=5&limit=10000");
  const places = new Map(answer.features.map(({ id, properties }) => [id, properties]));
  await visit.page.waitForFunction(
    (count) => document.querySelector("#planner .answer").textContent.includes(`${count} `), answer.numberMatched,
  );
  for (const [label, key] of Object.entries(KEYS)) {
    const head = visit.page.locator("#communities thead th", { has: visit.page.getByRole("button", { name: new RegExp(`^${label}`) }) });
    const seen = [];
    for (let press = 0; press < 2; press++) {
      await head.getByRole("button").click();
      await showAll(visit.page);
      const direction = await head.getAttribute("aria-sort");
      const rows = await rowsOf(visit.page);
      assert.equal(rows.length, answer.numberMatched);
      const keys = rows.map(({ id }) => key(places.get(id)));
      assert.ok(new Set(keys).size > 1, `${label} has one value only: nothing to sort`);
      assert.ok(inOrder(keys, direction === "ascending" ? 1 : -1), `${label} ${direction}: ${keys.slice(0, 12)}`);
      seen.push(direction);
    }
    assert.deepEqual(seen.sort(), ["ascending", "descending"]);
    assert.equal(await visit.page.locator("#communities thead th[aria-sort]").count(), 1);
  }
  await visit.end();
});

test("a province narrows map and table to its own communities", async () => {
  const visit = await Visit.open(browser, "/planner");
  await visit.plannerReady();
  const before = (await rowsOf(visit.page)).length;
  const province = visit.page.locator('#planner select[name="within"]');
  const pcode = "KG04000000000";
  const answer = await json(`/services/hospital/communities?beyond_km=25&within=${pcode}&limit=10000`);
  await province.selectOption(pcode);
  await visit.page.waitForFunction(
    (count) => document.querySelectorAll("#communities tbody tr").length === count, Math.min(100, answer.numberMatched),
  );
  await visit.plannerReady();
  assert.ok(answer.numberMatched > 0 && answer.numberMatched < before);
  const rows = await rowsOf(visit.page);
  assert.ok(rows.every(({ cells }) => cells[2] === "Naryn"), String(rows[0].cells));
  await visit.end();
});

test("a row of the table is marked and shown on the map", async () => {
  const visit = await Visit.open(browser, "/planner");
  await visit.plannerReady();
  const row = visit.page.locator("#communities tbody tr").nth(3);
  const name = await row.getByRole("button").innerText();
  await row.getByRole("button").click();
  assert.equal(await row.getAttribute("aria-current"), "true");
  assert.ok((await visit.page.locator("#planner .tooltip").innerText()).includes(name));
  await visit.end();
});

/** Does something that asks another question, and waits for its answer. */
async function asked(visit, path, act) {
  const answered = visit.page.waitForResponse((response) => response.url().includes(path) && response.ok());
  await act();
  await answered;
  await visit.plannerReady();
}

test("the answer comes before the map, whose library is loaded when the reader does something", async () => {
  const visit = await Visit.open(browser, "/planner", { width: 360, height: 740 });
  await visit.plannerReady();
  const library = () => visit.requests.filter((url) => url.includes("/assets/canvas-")).length;
  assert.equal(library(), 0);
  assert.ok((await rowsOf(visit.page)).length > 20);
  await visit.page.mouse.move(20, 20);
  await visit.page.locator("#planner .map canvas").waitFor();
  assert.ok(library() > 0);
  assert.equal(await visit.page.locator("#planner .drawing > button").count(), 0);
  assert.equal(await visit.page.evaluate(() => document.documentElement.scrollWidth), 360);
  await visit.end();
});

test("several services, least households and a name are in the address, the table and the file", async () => {
  const visit = await Visit.open(browser, "/planner?service=hospital,school&km=5&lang=ru");
  const { page } = visit;
  await visit.plannerReady();
  assert.equal(await page.locator(".curve-panel .key li:not(.mark)").count(), 2);
  assert.ok(await page.locator("details.centres").isHidden());
  const all = await json("/services/hospital/communities?also=school&beyond_km=5&limit=10000");
  await asked(visit, "match=any", () => page.locator('#planner input[value="any"]').check());
  const any = await json("/services/hospital/communities?also=school&match=any&beyond_km=5&limit=10000");
  assert.ok(any.numberMatched > all.numberMatched);
  await asked(visit, "min_households=300", async () => {
    await page.locator('#planner input[name="min_households"]').fill("300");
    await page.keyboard.press("Enter");
  });
  const name = (await rowsOf(page))[0].cells[0].split("\n")[0];
  await asked(visit, "q=", () => page.locator('#planner input[name="q"]').fill(name));
  const query = new URL(page.url()).searchParams;
  assert.deepEqual([...query], [["service", "hospital,school"], ["match", "any"], ["km", "5"], ["min_households", "300"], ["q", name], ["lang", "ru"]]);
  await page.locator('#planner input[name="q"]').fill("");
  await page.waitForFunction(() => !location.search.includes("q="));
  await visit.plannerReady();
  const href = await page.locator("#planner .actions a").first().evaluate((link) => link.href);
  const text = (await (await fetch(href)).text()).replace(/^\ufeff/, "");
  const [head, ...lines] = text.split(/\r?\n/).filter((line) => line !== "" && !line.startsWith("#"));
  const at = head.split(",").indexOf("id");
  assert.ok(at >= 0, head);
  await page.evaluate(() => window.dispatchEvent(new Event("beforeprint")));
  const ids = (await rowsOf(page)).map(({ id }) => id);
  assert.ok(ids.length > 0);
  assert.deepEqual(lines.map((line) => line.split(",")[at]), ids);
  await visit.end();
});

test("where new places would help is asked for when it is opened, and the list is what is printed", async () => {
  const visit = await Visit.open(browser, "/planner");
  const { page } = visit;
  await visit.plannerReady();
  assert.ok(!visit.requests.some((url) => url.includes("/new_centres")));
  await page.locator("details.centres summary").focus();
  await page.keyboard.press("Enter");
  await page.locator("details.centres ol li").first().waitFor();
  const { features } = await json("/services/hospital/new_centres?km=25&limit=5");
  assert.deepEqual(await page.locator("details.centres ol button").allInnerTexts(), features.map(({ properties }) => properties.name));
  await page.emulateMedia({ media: "print" });
  for (const hidden of [".choices", ".curve-panel", ".actions", ".centres", ".stage"]) assert.ok(await page.locator(`#planner ${hidden}`).isHidden(), hidden);
  for (const printed of ["#communities", ".answer", ".printed"]) assert.ok(await page.locator(`#planner ${printed}`).isVisible(), printed);
  await visit.end();
});

test("on a slow network the page says that it loads; where the server is away it says so, and another try succeeds", async () => {
  let own = await starting(["geodata/samples/kyrgyzstan"]);
  const context = await browser.newContext({ locale: "en-GB", viewport: { width: 1280, height: 900 } });
  try {
    const page = await context.newPage();
    await page.route(/\/services/, async (route) => {
      await new Promise((resolve) => setTimeout(resolve, 400));
      await route.continue();
    });
    await page.goto(`${own.origin}/planner`);
    await page.locator("#planner .answer").filter({ hasText: "Loading the answer" }).waitFor();
    await page.locator('#planner[data-state="ready"]').waitFor();
    const listen = new URL(own.origin).host;
    await own.stop();
    await page.locator('#planner input[value="school"]').check();
    await page.locator("#planner .answer").filter({ hasText: "The server cannot be reached" }).waitFor();
    assert.ok(await page.locator("#communities").isHidden() && await page.locator(".curve-panel").isHidden());
    own = await starting(["geodata/samples/kyrgyzstan"], { listen });
    await page.locator("#planner .answer button").click();
    await page.locator('#planner[data-state="ready"]').waitFor();
    assert.ok(await page.locator("#communities").isVisible() && await page.locator(".curve-panel").isVisible());
  } finally {
    await context.close();
    await own.stop();
  }
});
