// The planner's page, communities far from services: the table holds what the server answers, and sorts by every column.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { json, launch, Visit } from "./browser.mjs";

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
