// Every control of every page, in every language, on a wide screen and on a phone: each is used once, and nothing may break. `make test-slow`.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { launch, Visit } from "./browser.mjs";
import { starting } from "./servers.mjs";

const PAGES = ["/", "/embed?controls=true", "/embed/builder", "/explore", "/planner", "/collections?f=html", "/rounds?f=html", "/indicators?f=html", "/services?f=html", "/sources?f=html"];
const LANGUAGES = { kyrgyzstan: ["en", "ru", "ky"], kazakhstan: ["kk"] };
const WIDTHS = [1280, 360];
// What can be used: what opens something comes first, so that what is in it is found, too.
const CONTROLS = "summary, select, input:not([type=hidden]), button, [role=tab]";
/** A page has fewer; a page that makes new ones for ever is wrong. */
const MOST = 120;

let browser;
let server;
before(async () => {
  [browser, server] = [await launch(), await starting(["geodata/samples/kyrgyzstan", "geodata/samples/kazakhstan"], { options: ["--default", "kyrgyzstan"] })];
});
after(async () => {
  await browser.close();
  await server.stop();
});

/** The next control that can be seen and was not used yet: a mark stays on those that were. Names are for messages. */
function next(page) {
  return page.evaluateHandle((selector) => {
    const within = (root) => [...root.querySelectorAll("*")].flatMap((element) => [element, ...(element.shadowRoot === null ? [] : within(element.shadowRoot))]);
    window.used ??= new Set();
    const name = (control) => {
      const labels = control.labels ?? [];
      const said = control.getAttribute("aria-label") ?? labels[0]?.textContent ?? control.textContent;
      return `${control.localName} ${control.id || control.name || control.className} ${control.value ?? ""} ${said}`.replace(/\s+/g, " ").trim().slice(0, 120);
    };
    const open = (control) => control.closest("dialog[open]") !== null || document.querySelector("dialog[open]") === null;
    const found = within(document).find((control) => control.matches(selector) && !window.used.has(name(control)) && !control.disabled && open(control) && control.checkVisibility({ visibilityProperty: true }));
    if (found === undefined) return null;
    found.dataset.controlName = name(found);
    window.used.add(found.dataset.controlName);
    return found;
  }, CONTROLS);
}

/** Uses a control as a reader would. */
async function use(control) {
  const { kind, type, last } = await control.evaluate((element) => ({
    kind: element.localName,
    type: element.type,
    last: element.localName === "select" ? [...element.options].filter((option) => !option.disabled).at(-1)?.value : undefined,
  }));
  if (kind === "select") return last === undefined ? undefined : control.selectOption(last);
  if (kind !== "input") return control.click({ timeout: 5_000 });
  if (["checkbox", "radio", "button", "submit"].includes(type)) return control.click({ timeout: 5_000, force: true });
  if (type === "range") return control.press("End");
  await control.fill(type === "number" ? "7" : "Ош");
  return control.press("Tab");
}

for (const [dataset, languages] of Object.entries(LANGUAGES)) {
  for (const lang of languages) {
    for (const width of WIDTHS) {
      test(`every control of ${dataset} in ${lang} at ${width} px can be used`, async () => {
        for (const path of PAGES) {
          const address = `${server.origin}/${dataset}${path === "/" ? "/?f=html&" : path.includes("?") ? `${path}&` : `${path}?`}lang=${lang}`;
          const visit = await Visit.open(browser, address, { width, origins: [server.origin] });
          const { page } = visit;
          // A printer and the clipboard are the machine's.
          await page.evaluate(() => {
            window.print = () => {};
            navigator.clipboard.writeText = async () => {};
          });
          await page.waitForLoadState("networkidle");
          const used = [];
          for (let control = await next(page); control.asElement() !== null; control = await next(page)) {
            const name = await control.evaluate((element) => element.dataset.controlName);
            assert.ok(used.push(name) <= MOST, `${path}: ${used.join("\n")}`);
            const again = async (error) => {
              // A reader, too, first closes a menu that lies over what they want.
              if (!error.message.includes("intercepts pointer events")) throw error;
              await page.keyboard.press("Escape");
              await use(control);
            };
            await use(control).catch(again).catch((error) => {
              // What another one closed meanwhile is no control any more.
              if (!/not attached|detached|not visible|hidden/.test(error.message)) throw new Error(`${path}, ${name}: ${error.message}`);
            });
            await page.waitForTimeout(50);
          }
          await page.waitForLoadState("networkidle");
          const across = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
          assert.ok(across <= 0, `${path} is ${across} px too wide after: ${used.join("\n")}`);
          assert.equal(await page.evaluate(() => document.documentElement.lang), lang, path);
          // Kazakhstan has no communities, and so nothing to ask a planner's question of; the page says that.
          const isEmpty = path.includes("f=html") || (path === "/planner" && dataset === "kazakhstan");
          assert.ok(used.length > 0 || isEmpty, `${path} has controls`);
          await visit.end().catch((error) => {
            throw new Error(`${path} after ${used.join("; ")}: ${error.message}`);
          });
        }
      });
    }
  }
}
