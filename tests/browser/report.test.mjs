// The page that `kerben check --format html` writes: about a dataset with errors, opened as a file. With PICTURE=docs/report.png it is
// also photographed for the readme (`make report-picture`).
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { pathToFileURL } from "node:url";
import { chromium } from "playwright-core";

const binary = process.env.KERBEN_BIN;
const sample = join(import.meta.dirname, "../../geodata/samples/kyrgyzstan");
const folder = mkdtempSync(join(tmpdir(), "kerben-report-"));
const page = join(folder, "report.html");

/** Changes cells of a table: `[row, column, value]`, rows from 1 as in a spreadsheet. */
function edit(dataset, file, cells) {
  const path = join(dataset, file);
  const rows = readFileSync(path, "utf8").split("\n").map((row) => row.split(","));
  for (const [row, column, value] of cells) {
    const position = rows[0].indexOf(column);
    rows[row - 1][position] = typeof value === "function" ? value(rows, position) : value;
  }
  writeFileSync(path, rows.map((row) => row.join(",")).join("\n"));
}

/** The sample with what goes wrong between the field and the office. */
function broken() {
  const dataset = join(folder, "dataset");
  cpSync(sample, dataset, { recursive: true });
  const of = (row) => (rows, position) => rows[row - 1][position];
  edit(dataset, "communities.csv", [
    [13, "admin2_pcode", of(213)], [41, "admin2_pcode", of(241)], [78, "admin2_pcode", of(278)], [131, "admin2_pcode", of(331)],
    [56, "lon", "42.46754"], [56, "lat", "76.29386"],
    [91, "admin2_pcode", "KG99999000000"], [151, "households", ""],
    [400, "name_en", "<script>alert(1)</script>"], [401, "households", "<img src=x onerror=alert(2)>"],
  ]);
  edit(dataset, "counts.csv", [
    [21, "return_migrants_2022", "-4"], [34, "return_migrants_2021", "n/a"], [211, "return_migrants_2024", "1.200"],
    [251, "community_id", "KGZ-C9999"],
  ]);
  return dataset;
}

describe("the report as a page", () => {
  let browser;
  before(async () => {
    const { status, stdout } = spawnSync(binary, ["check", broken(), "--format", "html", "-o", page], { encoding: "utf8" });
    assert.equal(status, 1, "there are errors");
    assert.match(stdout, /report\.html: 7 errors, 5 warnings, 1 note/);
    browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: ["--no-sandbox"] });
  });
  after(async () => {
    await browser?.close();
    rmSync(folder, { recursive: true });
  });

  async function open(width, height) {
    const context = await browser.newContext({ viewport: { width, height }, reducedMotion: "reduce" });
    const opened = await context.newPage();
    const requests = [];
    opened.on("request", (request) => requests.push(request.url()));
    opened.on("dialog", () => assert.fail("text of the dataset is run"));
    opened.on("console", (message) => assert.fail(message.text()));
    await opened.goto(pathToFileURL(page).href);
    return { opened, requests, context };
  }

  for (const [width, height] of [[360, 740], [1280, 860]]) {
    it(`is readable at ${width} pixels and asks nobody for anything`, async () => {
      const { opened, requests, context } = await open(width, height);
      assert.deepEqual(requests, [pathToFileURL(page).href]);
      assert.ok(await opened.evaluate(() => document.documentElement.scrollWidth <= innerWidth), "no scrolling sideways");
      const headings = await opened.locator("h1, h2").allTextContents();
      assert.deepEqual(headings.map((text) => text.replace(/ ?\d+$/, "")), [
        "Kyrgyzstan, Baseline Mobility Assessment (illustrative sample)", "Where", "What was read", "Errors", "Warnings", "Notes", "In figures",
      ]);
      assert.match(await opened.locator(".verdict").textContent(), /Cannot be published: 7 errors/);
      await context.close();
    });
  }

  it("shows each finding with its place, value and remedy, and text of the dataset as text", async () => {
    const { opened, context } = await open(1280, 860);
    const negative = opened.locator("li", { hasText: "counts.csv, row 21, column return_migrants_2022" });
    assert.equal(await negative.locator(".value").textContent(), "-4");
    assert.match(await opened.locator(".list").textContent(), /Write 0 or more\./);
    assert.equal(await opened.locator("script, img, iframe, link").count(), 0);
    assert.match(await opened.locator(".list").textContent(), /<img src=x onerror=alert\(2\)>/);
    await context.close();
  });

  it("leads from a finding to its mark on the map, and back", async () => {
    const { opened, context } = await open(1280, 860);
    const finding = opened.locator("li", { hasText: "communities.csv, row 13, column admin2_pcode" });
    await finding.getByRole("link", { name: /Show communities.csv, row 13/ }).click();
    const mark = opened.locator("svg a:target");
    assert.equal(await mark.count(), 1);
    assert.match(await mark.getAttribute("aria-label"), /507\.\d km outside/);
    await mark.locator("circle").click();
    assert.equal(await opened.locator("li:target").count(), 1);
    assert.match(await opened.locator("li:target").textContent(), /communities.csv, row 13/);
    // Every link leads somewhere.
    const dead = await opened.evaluate(() =>
      [...document.querySelectorAll("a")].filter((a) => !document.getElementById(a.getAttribute("href").slice(1))).length);
    assert.equal(dead, 0);
    await context.close();
  });

  it("is the same whenever it is made", () => {
    const [one, other] = [1, 2].map(() => spawnSync(binary, ["check", join(folder, "dataset"), "--format", "html"]).stdout);
    assert.ok(one.length > 50_000 && one.equals(other));
    assert.ok(one.length < 400_000, `${one.length} bytes`);
  });

  it("is photographed for the readme", { skip: !process.env.PICTURE }, async () => {
    const { opened, context } = await open(1280, 860);
    await opened.screenshot({ path: process.env.PICTURE });
    await context.close();
  });
});
