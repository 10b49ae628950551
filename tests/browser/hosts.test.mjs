// The element in pages of others: whatever style they have, however they move it about, and whatever keeps it from its server.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { base, launch, Visit } from "./browser.mjs";
import { html, serve } from "./site.mjs";

const MAP = 'indicator="return_migrants" year="2023" per="per_1000_households"';
let browser;
before(async () => {
  browser = await launch();
});
after(() => browser.close());

const page = (body, { head = "", lang = "en" } = {}) => `<!doctype html><html lang="${lang}"><head><meta name="viewport" content="width=device-width"><title>News</title>
  <link rel="icon" href="data:,">${head}<script async type="module" src="${base}/kerben-map.js"></script></head><body>${body}</body></html>`;

/** Visits a page on a site of its own. */
async function visiting(text, use, { headers = {}, ends = true, width = 800 } = {}) {
  const site = await serve((_, __, response) => response.writeHead(200, { "content-type": "text/html; charset=utf-8", ...headers }).end(text));
  const visit = await Visit.open(browser, site.origin, { origins: [site.origin, base], width });
  try {
    await use(visit);
    if (ends) await visit.end();
  } finally {
    await visit.context.close();
    await site.close();
  }
}

/** How a map is set: of each kind of text size, distance of letters and lines, and where it stands. */
const set = (visit) => visit.element.evaluate((host) => {
  const style = (part) => {
    const element = host.shadowRoot.querySelector(part);
    const { fontSize, fontFamily, letterSpacing, textTransform, lineHeight, direction, color, maxWidth, wordSpacing, textAlign, textIndent, visibility } = getComputedStyle(element);
    const { width, height } = element.getBoundingClientRect();
    return { fontSize, fontFamily, letterSpacing, textTransform, lineHeight, direction, color, maxWidth, wordSpacing, textAlign, textIndent, visibility, width, height };
  };
  return Object.fromEntries(["h2", ".subtitle", ".drawing > svg", ".legend li", ".notes", "footer", ".zoom", ".values summary"].map((part) => [part, style(part)]));
});

test("no style of a page comes into a map", async () => {
  const styles = [
    "* { letter-spacing: 3px; text-transform: uppercase; line-height: 3; word-spacing: 9px; text-indent: 2em }",
    "body { direction: rtl; font: 30px serif; color: white; background: #111; text-align: justify } kerben-map { font-style: italic }",
    "img, svg { max-width: 50px !important } h2, li, footer { display: none !important }",
    ":root { font-size: 62.5% } * { box-sizing: content-box; color: red; visibility: visible }",
  ];
  let plain;
  await visiting(page(`<div><kerben-map ${MAP}></kerben-map></div>`), async (visit) => {
    await visit.ready();
    plain = await set(visit);
  });
  for (const style of styles) {
    await visiting(page(`<div><kerben-map ${MAP}></kerben-map></div>`, { head: `<style>${style}</style>` }), async (visit) => {
      await visit.ready();
      assert.deepEqual(await set(visit), plain, style);
    });
  }
});

test("a plain map has the letters and the colour of its page, and still says what must be said", async () => {
  const dark = "<style>body { margin: 20px; background: #101820; color: #f4f4f4; font-family: Georgia, serif }</style>";
  await visiting(page(`<kerben-map ${MAP} plain></kerben-map>`, { head: dark }), async (visit) => {
    await visit.ready();
    const card = await visit.element.evaluate((host) => {
      const { backgroundColor, color, fontFamily, padding } = getComputedStyle(host.shadowRoot.querySelector(".card"));
      return { backgroundColor, color, fontFamily, padding };
    });
    assert.deepEqual(card, { backgroundColor: "rgba(0, 0, 0, 0)", color: "rgb(244, 244, 244)", fontFamily: "Georgia, serif", padding: "0px" });
    for (const text of [/for illustration purposes only/, /International Organization for Migration/, /Illustrative numbers/]) assert.ok(await visit.element.getByText(text).first().isVisible());
  });
});

test("a static map is its picture: no zoom, no pointer, no map library", async () => {
  for (const address of [`/embed?${MAP.replaceAll('" ', "&").replaceAll('"', "")}&static=true`, null]) {
    const look = async (visit) => {
      await visit.ready();
      assert.equal(await visit.element.locator(".zoom").count(), 0);
      assert.equal(await visit.element.locator(".drawing").getAttribute("role"), null);
      await visit.element.locator("path[data-pcode]").nth(20).hover({ force: true });
      assert.equal(await visit.element.locator(".tooltip").count(), 0);
      assert.equal(await visit.element.evaluate((host) => host.openMap()), null);
      await visit.element.locator("details.values summary").click();
      assert.equal(await visit.element.locator("details.values tbody tr").count(), 45);
      assert.ok(!visit.requests.some((url) => /canvas|live-map|\/tiles\//.test(url)), visit.requests.join("\n"));
    };
    if (address === null) await visiting(page(`<kerben-map ${MAP} static></kerben-map>`), look);
    else {
      const visit = await Visit.open(browser, address);
      await look(visit);
      await visit.end();
    }
  }
});

test("without lang a map is in the language of its article, or of the reader where the dataset has not that", async () => {
  for (const [lang, title] of [["ru-RU", /по районам/], ["ky", /райондор боюнча/], ["fr", /by district/], ["", /by district/]]) {
    await visiting(page(`<section><kerben-map ${MAP}></kerben-map></section>`, { lang }), async (visit) => {
      await visit.ready();
      assert.match(await visit.element.locator("h2").innerText(), title, lang);
      assert.equal(await visit.element.locator(".notices").count(), 0);
    });
  }
  await visiting(page(`<section lang="ru"><kerben-map ${MAP} lang="en"></kerben-map></section>`), async (visit) => {
    await visit.ready();
    assert.match(await visit.element.locator("h2").innerText(), /by district/);
  });
});

test("a map is moved, taken out and put back, and copied", async () => {
  await visiting(page(`<div id="one"><kerben-map ${MAP}></kerben-map></div><div id="two"></div>`), async (visit) => {
    await visit.live();
    const asked = () => visit.requests.filter((url) => url.includes("/embed/map")).length;
    await visit.page.evaluate(() => document.getElementById("two").append(document.querySelector("kerben-map")));
    await visit.page.waitForTimeout(300);
    assert.equal(await visit.element.getAttribute("data-live"), null, "its picture is there");
    assert.ok(await visit.element.locator("path[data-pcode]").first().isVisible());
    assert.equal(asked(), 1, "it is not asked for again");
    await visit.element.evaluate((host) => {
      window.kept = host;
      host.remove();
      host.setAttribute("year", "2022");
    });
    await visit.reload(() => visit.page.evaluate(() => document.getElementById("one").append(window.kept)));
    assert.match(await visit.element.locator("h2").innerText(), /2022/);
    await visit.live();
    await visit.reload(() => visit.page.evaluate(() => {
      const { outerHTML } = document.querySelector("kerben-map");
      document.getElementById("one").remove();
      document.getElementById("two").innerHTML = outerHTML;
    }));
    assert.ok(await visit.element.locator("path[data-pcode]").first().isVisible());
    await visit.live();
  });
});

test("of twenty maps that were zoomed the last are drawn, and none loses its drawing", async () => {
  await visiting(page(`<kerben-map ${MAP}></kerben-map>`.repeat(20)), async (visit) => {
    await visit.page.waitForFunction(() => document.querySelectorAll('kerben-map[data-state="ready"]').length === 20);
    const live = await visit.page.evaluate(async () => {
      const maps = [...document.querySelectorAll("kerben-map")];
      window.lost = 0;
      for (const map of maps.slice(0, 9)) (await map.openMap()).getCanvas().addEventListener("webglcontextlost", () => map.map !== null && (window.lost += 1));
      return [maps.map((map) => map.hasAttribute("data-live")), window.lost];
    });
    assert.deepEqual(live[0].flatMap((is, at) => (is ? [at] : [])), [3, 4, 5, 6, 7, 8]);
    assert.equal(live[1], 0);
    const first = visit.page.locator("kerben-map").first();
    assert.ok(await first.locator("path[data-pcode]").first().isVisible());
    await first.locator("path[data-pcode]").nth(5).hover({ force: true });
    assert.ok(await first.locator(".tooltip").isVisible(), "it answers again");
  });
});

test("two versions of the script on one page are one element", async () => {
  const site = await serve(async (url, _, response) => {
    if (url.pathname === "/") return html(response, page(`<script type="module" src="/other/kerben-map.js"></script><kerben-map src="${base}/" ${MAP}></kerben-map>`));
    const file = await fetch(base + url.pathname.replace("/other", ""));
    response.writeHead(file.status, { "content-type": file.headers.get("content-type") ?? "text/plain" }).end(Buffer.from(await file.arrayBuffer()));
  });
  const visit = await Visit.open(browser, site.origin, { origins: [site.origin, base] });
  await visit.ready();
  assert.equal(await visit.element.locator("path[data-pcode]").count(), 45);
  await visit.end();
  await site.close();
});

test("where the address is of no map server the map says so, and what the attribute must be", async () => {
  await visiting(page(`<kerben-map src="/nothing/" ${MAP}></kerben-map>`), async (visit) => {
    await visit.page.evaluate(() => document.addEventListener("kerben-error", (event) => (window.told = event.detail)));
    await visit.page.locator('kerben-map[data-state="error"]').waitFor();
    const words = await visit.element.locator(".message").innerText();
    assert.match(words, /There is no map server at http.*\/nothing\//);
    assert.match(words, /src must be the address of a Kerben server/);
  }, { ends: false });
});

test("a server that cannot be reached is asked again", async () => {
  await visiting(page(`<kerben-map ${MAP}></kerben-map>`), async (visit) => {
    await visit.ready();
    await visit.page.route("**/embed/map?*", (route) => route.abort("connectionrefused"));
    await visit.element.evaluate((host) => host.setAttribute("year", "2022"));
    await visit.page.locator('kerben-map[data-state="error"]').waitFor();
    assert.match(await visit.element.locator(".message").innerText(), /could not be reached|cannot be reached|unreachable|reach/i);
    await visit.page.unroute("**/embed/map?*");
    await visit.reload(() => visit.element.getByRole("button", { name: "Try again" }).click());
    assert.match(await visit.element.locator("h2").innerText(), /2022/);
  }, { ends: false });
});

test("a page whose policy blocks the server is told what it must allow; where it blocks the script, what stands in the element stays", async () => {
  const policy = (connect, script) => ({ "content-security-policy": `default-src 'self'; script-src ${script}; connect-src ${connect}; style-src 'self'; img-src 'self' data:` });
  await visiting(page(`<kerben-map ${MAP}></kerben-map>`), async (visit) => {
    await visit.page.locator('kerben-map[data-state="error"]').waitFor();
    const words = await visit.element.locator(".message").innerText();
    assert.match(words, /page that this map stands in does not let it load/);
    assert.ok(words.includes(base) && words.includes("connect-src"), words);
  }, { headers: policy("'self'", `'self' ${base}`), ends: false });
  await visiting(page(`<kerben-map ${MAP}></kerben-map>`), async (visit) => visit.ready(), { headers: policy(base, `'self' ${base}`), ends: true });
  await visiting(page(`<kerben-map ${MAP}><a href="${base}/embed">The map</a></kerben-map>`), async (visit) => {
    await visit.page.waitForTimeout(500);
    assert.ok(await visit.page.getByRole("link", { name: "The map" }).isVisible());
  }, { headers: policy("'self'", "'self'"), ends: false });
});
