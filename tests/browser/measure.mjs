// The figures of the first view, for `make measure-pages`, of the server at KERBEN_URL.
import { launch } from "./browser.mjs";
import { linesOf } from "./lines.mjs";
import { loaded, SLOW_PHONE } from "./weight.mjs";
import { html, serve } from "./site.mjs";

const MAP = "indicator=return_migrants&year=2023&per=per_1000_households";
const browser = await launch();
const { element } = await linesOf(browser, MAP);
const article = `<!doctype html><html lang="en"><meta name="viewport" content="width=device-width"><title>x</title><link rel="icon" href="data:,">
  <p>${"An article. ".repeat(60)}</p>${element}<p>${"More of it. ".repeat(60)}</p>`;
const site = await serve((_, __, response) => html(response, article));
console.log("| page | width | requests | kB | painted, s | ready, s | shift |\n|---|--:|--:|--:|--:|--:|--:|");
for (const [name, address] of [["frame", `/embed?${MAP}`], ["frame, circles", "/embed?indicator=return_migrants&year=2023"], ["element in an article", site.origin], ["start page", "/"]]) {
  for (const width of [360, 1280]) {
    const { requests, bytes, painted, ready, shift } = await loaded(browser, address, { width, network: SLOW_PHONE });
    console.log(`| ${name} | ${width} | ${requests} | ${(bytes / 1000).toFixed(1)} | ${(painted / 1000).toFixed(2)} | ${(ready / 1000).toFixed(2)} | ${shift.toFixed(3)} |`);
  }
}
await browser.close();
await site.close();
