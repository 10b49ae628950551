// The lines that the builder makes for a map: what editors put into their pages.
import { Visit } from "./browser.mjs";

/** Those of element and frame, with the height that the map has in a column of an article. */
export async function linesOf(browser, query) {
  const visit = await Visit.open(browser, `/embed/builder?${query}`);
  await visit.page.locator('#stage[data-state="ready"]').waitFor();
  await visit.page.locator('#lines[aria-busy="false"]').waitFor();
  // Until the page of the map told its height.
  await visit.page.waitForFunction(() => !/height="700"/.test(document.querySelector("#line-element code").textContent));
  const lines = {};
  for (const name of ["element", "frame"]) lines[name] = await visit.page.locator(`#line-${name} code`).textContent();
  await visit.end();
  return lines;
}
