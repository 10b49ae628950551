// Makes the pictures of pages, and of embedded maps in an article of somebody else, and prints their part of docs/gallery.md; also the picture of the
// start page in the README: node docs/gallery/pages.mjs KERBEN (Chromium and `npm ci` in tests/browser are needed)
import { spawn } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { createRequire } from "node:module";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { article } from "./article.mjs";

const require = createRequire(new URL("../../tests/browser/package.json", import.meta.url));
const { chromium } = require("playwright-core");
const { PNG } = require("pngjs");
const UPNG = require("upng-js");

const path = (name) => fileURLToPath(new URL(name, import.meta.url));
const kerben = process.argv[2] ?? process.env.KERBEN_BIN ?? path("../../target/release/kerben");
/** Colours of a picture: text and a few classes need no more. */
const COLOURS = 96;
/** Wide pages are shown smaller than they are. */
const SIZES = [{ width: 1280, height: 960, scale: 0.625 }, { width: 360, height: 760, scale: 1 }];
const LANGUAGES = { en: "English", ru: "Russian", ky: "Kyrgyz", kk: "Kazakh" };
/** Kazakh is a language of the sample of Kazakhstan. */
const dataset = (lang) => (lang === "kk" ? "kazakhstan" : "kyrgyzstan");
const MAP = { kyrgyzstan: "per=per_1000_households&year=2023&indicator=return_migrants", kazakhstan: "" };
const KINDS = { element: "Element", frame: "Frame", image: "Picture" };
const PAGES = { start: ["/", "Start page"], explore: ["/explore", "Exploring"], planner: ["/planner", "Planner's page"], builder: ["/embed/builder", "Builder"] };

/** Resolves when nothing of a page is loading any more. */
const settled = async (page) => {
  await page.waitForLoadState("networkidle");
  await page.waitForTimeout(400);
};

/** Runs a server of both samples; gives its address, and how to end it. */
async function serve() {
  const samples = ["kyrgyzstan", "kazakhstan"].map((name) => path(`../../geodata/samples/${name}`));
  const server = spawn(kerben, ["serve", ...samples, "--default", "kyrgyzstan", "--listen", "127.0.0.1:0"], { stdio: ["ignore", "pipe", "ignore"] });
  const address = await new Promise((resolve, reject) => {
    createInterface({ input: server.stdout }).on("line", (line) => line.startsWith("Kerben is ready: ") && resolve(line.slice(17).replace(/\/$/, "")));
    server.once("exit", () => reject(new Error("the server did not start")));
  });
  return { address, end: () => server.kill() };
}

/** A page of somebody else, which has what it was given last. */
async function newspaper() {
  let html = "";
  const site = createServer((_, response) => response.writeHead(200, { "content-type": "text/html; charset=utf-8" }).end(html)).listen(0, "127.0.0.1");
  await new Promise((resolve) => site.once("listening", resolve));
  return { print: (page) => (html = page), address: `http://127.0.0.1:${site.address().port}/`, end: () => site.close() };
}

/** Writes a picture in few colours. */
function write(name, bytes) {
  const { data, width, height } = PNG.sync.read(bytes);
  writeFileSync(path(`${name}.png`), Buffer.from(UPNG.encode([data.buffer.slice(data.byteOffset, data.byteOffset + data.length)], width, height, COLOURS)));
}

const server = await serve();
const paper = await newspaper();
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: ["--no-sandbox", "--use-angle=swiftshader", "--enable-unsafe-swiftshader"] });

/** Takes a picture of a page; `prepare` brings it into the state to be shown. */
async function take(name, address, { width, height, scale }, prepare = async () => {}) {
  const context = await browser.newContext({ viewport: { width, height }, deviceScaleFactor: scale, reducedMotion: "reduce", locale: "en-GB" });
  const page = await context.newPage();
  await page.goto(address);
  await settled(page);
  await prepare(page);
  write(name, await page.screenshot());
  await context.close();
}

/** The lines that the builder makes for a map. */
async function lines(lang) {
  const page = await browser.newPage();
  await page.goto(`${server.address}/${dataset(lang)}/embed/builder?lang=${lang}&${MAP[dataset(lang)]}`);
  await page.locator('#stage[data-state="ready"]').waitFor();
  await page.locator('#lines[aria-busy="false"]').waitFor();
  await settled(page);
  const found = await Promise.all(Object.keys(KINDS).map(async (kind) => [kind, await page.locator(`#line-${kind} code`).textContent()]));
  await page.close();
  return Object.fromEntries(found);
}

const page = [];
const row = (names, what) => names.map((name) => `<img src="gallery/${name}.png" alt="${what}" ${name.endsWith("360") ? 'width="220"' : 'width="600"'}>`).join("\n");
try {
  mkdirSync(path("pages"), { recursive: true });
  page.push("\n## In an article of somebody else\n\nThe lines are those of the builder; the newspaper does not exist. `node docs/gallery/pages.mjs KERBEN` makes these pictures.");
  for (const [lang, language] of Object.entries(LANGUAGES)) {
    const made = await lines(lang);
    page.push(`\n### ${language}`);
    for (const [kind, title] of Object.entries(KINDS)) {
      paper.print(article(lang, made[kind]));
      const names = [];
      for (const size of SIZES) {
        const name = `pages/article-${kind}-${lang}-${size.width}`;
        // The map in the middle of what is seen.
        await take(name, paper.address, size, async (page) => {
          await page.evaluate(() => document.querySelector("kerben-map, iframe, figure").scrollIntoView({ block: "start" }));
          await page.evaluate((up) => scrollBy(0, -up), size.width === 360 ? 90 : 250);
          await settled(page);
        });
        names.push(name);
      }
      page.push(`\n${title}\n\n${row(names, `${title} in an article, ${language}`)}`);
    }
  }
  page.push("\n## Pages");
  for (const [id, [where, title]] of Object.entries(PAGES)) {
    page.push(`\n### ${title}`);
    for (const [lang, language] of Object.entries(LANGUAGES)) {
      const query = id === "explore" || id === "builder" ? `&${MAP[dataset(lang)]}` : "";
      const names = [];
      for (const size of SIZES) {
        const name = `pages/${id}-${lang}-${size.width}`;
        await take(name, `${server.address}/${dataset(lang)}${where}?lang=${lang}${query}`, size);
        names.push(name);
      }
      page.push(`\n${language}\n\n${row(names, `${title}, ${language}`)}`);
    }
  }
  await take("../start-page", `${server.address}/kyrgyzstan/?${MAP.kyrgyzstan}&lang=en`, { width: 1280, height: 900, scale: 1 });
  console.log(page.join("\n"));
} finally {
  await browser.close();
  paper.end();
  server.end();
}
