// How Lighthouse rates the pages of the server at KERBEN_URL on a phone, for `make measure-pages`; fails where a page has less than 95 of 100 in anything.
import { launch } from "chrome-launcher";
import lighthouse from "lighthouse";

const PAGES = ["/?f=html", "/embed?indicator=return_migrants&year=2023&per=per_1000_households", "/explore", "/planner", "/embed/builder"];
const CATEGORIES = ["performance", "accessibility", "best-practices", "seo"];
const LEAST = 95;

const server = process.env.KERBEN_URL.replace(/\/$/, "");
const pages = process.argv.length > 2 ? process.argv.slice(2) : PAGES;
const chrome = await launch({
  chromePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  chromeFlags: ["--headless=new", "--no-sandbox", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
});
const poor = [];
console.log(`| page | ${CATEGORIES.join(" | ")} | first paint, s | largest, s | blocked, ms | shift |\n|---|${"--:|".repeat(CATEGORIES.length + 4)}`);
try {
  for (const page of pages) {
    // Usual settings: a phone of the middle, a slow 4G, simulated.
    const { lhr } = await lighthouse(server + page, { port: chrome.port, onlyCategories: CATEGORIES, formFactor: "mobile", logLevel: "error" });
    const scores = CATEGORIES.map((category) => Math.round((lhr.categories[category]?.score ?? 0) * 100));
    const seconds = (audit) => (lhr.audits[audit].numericValue / 1000).toFixed(2);
    const figures = [seconds("first-contentful-paint"), seconds("largest-contentful-paint"), lhr.audits["total-blocking-time"].numericValue.toFixed(0), lhr.audits["cumulative-layout-shift"].numericValue.toFixed(3)];
    console.log(`| ${page.split("?")[0]} | ${[...scores, ...figures].join(" | ")} |`);
    for (const [at, category] of CATEGORIES.entries()) {
      if (scores[at] >= LEAST) continue;
      const audits = lhr.categories[category].auditRefs.filter(({ weight, id }) => weight > 0 && (lhr.audits[id].score ?? 1) < 0.9);
      poor.push(`${page} ${category} ${scores[at]}: ${audits.map(({ id }) => `${id} ${lhr.audits[id].displayValue ?? ""}`).join(", ")}`);
    }
  }
} finally {
  await chrome.kill();
}
if (poor.length > 0) {
  console.error(poor.join("\n"));
  process.exitCode = 1;
}
