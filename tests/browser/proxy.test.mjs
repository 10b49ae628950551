// Behind a proxy that takes away a part of the path: pages, maps and links work, whether the server knows its address or not.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { createServer, request as ask } from "node:http";
import { createInterface } from "node:readline";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { launch, Visit } from "./browser.mjs";
import { assertPainted } from "./colours.mjs";
import { html, serve } from "./site.mjs";

const sample = fileURLToPath(new URL("../../geodata/samples/kyrgyzstan", import.meta.url));
const PREFIX = "/kerben/";

let browser;
before(async () => {
  browser = await launch();
});
after(() => browser.close());

/** A proxy that knows the server as `/kerben/`; whatever else it is asked for is not there. */
async function proxying(keepsHost, work) {
  let target = null;
  const proxy = createServer((request, response) => {
    if (!request.url.startsWith(PREFIX)) return response.writeHead(404).end();
    const headers = { ...request.headers, ...(keepsHost ? {} : { host: new URL(target).host }) };
    const path = request.url.slice(PREFIX.length - 1);
    // Each request on a connection of its own: one that is kept may be closed by the server at the moment of the next request.
    const forwarded = ask(target + path, { method: request.method, headers, agent: false }, (answer) => {
      response.writeHead(answer.statusCode, answer.headers);
      answer.pipe(response);
    });
    forwarded.on("error", () => response.destroy());
    request.pipe(forwarded);
  }).listen(0, "127.0.0.1");
  await new Promise((resolve) => proxy.once("listening", resolve));
  try {
    await work(`http://127.0.0.1:${proxy.address().port}`, (address) => (target = address));
  } finally {
    proxy.closeAllConnections();
    await new Promise((resolve) => proxy.close(resolve));
  }
}

/** A server of the sample; gives its own address. */
async function serving(options, work) {
  const server = spawn(process.env.KERBEN_BIN, ["serve", sample, "--listen", "127.0.0.1:0", "--no-warm-up", ...options], { stdio: ["ignore", "pipe", "pipe"] });
  // The first line on its output is the public address; its log has the one that it listens on.
  const ready = new Promise((resolve, reject) => {
    createInterface({ input: server.stdout }).on("line", (line) => line.startsWith("Kerben is ready: ") && resolve());
    server.once("exit", () => reject(new Error("the server did not start")));
  });
  const listening = new Promise((resolve) => {
    createInterface({ input: server.stderr }).on("line", (line) => {
      const address = /127\.0\.0\.1:\d+/.exec(line);
      if (line.includes("listening") && address) resolve(`http://${address[0]}`);
    });
  });
  try {
    await ready;
    await work(await listening);
  } finally {
    server.kill();
  }
}

/** Follows the links of pages from the first one on; each must be behind the proxy, and there. */
async function crawl(origin, most) {
  const [seen, waiting, strangers] = [new Set(), [`${origin}${PREFIX}`, `${origin}${PREFIX}api?f=html`, `${origin}${PREFIX}nothing/here`], new Set()];
  while (waiting.length > 0 && seen.size < most) {
    const page = waiting.shift();
    if (seen.has(page)) continue;
    seen.add(page);
    const answer = await fetch(page, { headers: { accept: "text/html" } });
    const type = answer.headers.get("content-type") ?? "";
    // Of services the list names addresses that still need to be told which one.
    const needsService = /(households_beyond|communities_lacking)(\/values)?$/.test(page);
    // Rounds that differ are shown once that is acknowledged; the page says so, and has a link that does.
    const needsAcknowledging = page.includes("/rounds/compare?") && !page.includes("acknowledge=");
    if (!((needsService || needsAcknowledging) && answer.status === 400)) assert.equal(answer.status, page.includes("/nothing/") ? 404 : 200, page);
    if (!type.startsWith("text/html")) continue;
    // What other sites are told must name the server, as well as it knows itself.
    const text = (await answer.text()).replace(/<link rel="canonical"[^>]*>|<link [^>]*oembed[^>]*>/g, "");
    for (const [, href] of text.matchAll(/(?:href|src)="([^"]*)"/g)) {
      const url = new URL(href.replaceAll("&amp;", "&"), answer.url);
      url.hash = "";
      if (url.protocol === "data:") continue;
      if (url.origin !== origin) strangers.add(url.href);
      else assert.ok(url.pathname.startsWith(PREFIX), `${page} leads to ${href}`);
      if (url.origin === origin) waiting.push(url.href);
    }
  }
  assert.ok(seen.size > 40, `${seen.size} pages`);
  // Sources name their publishers, and nobody else.
  for (const stranger of strangers) assert.doesNotMatch(stranger, /127\.0\.0\.1|localhost/);
}

for (const [name, knows, keepsHost] of [
  ["that tells its own host", false, true],
  ["that tells another host", false, false],
  ["that the server knows of", true, false],
]) {
  test(`a proxy ${name} shows every page and map`, async () => {
    await proxying(keepsHost, (origin, toward) =>
      serving(knows ? ["--public-url", `${origin}/kerben`] : [], async (address) => {
        toward(address);
        const start = await Visit.open(browser, `${origin}${PREFIX}`, { origins: [origin] });
        await start.live();
        await assertPainted(start, "return_migrants?year=window");
        await start.element.locator("details.values summary").click();
        await start.element.locator("details.values tbody tr").first().waitFor();
        assert.ok(await start.page.locator("#sources li").count() > 1);
        await start.end();

        const builder = await Visit.open(browser, `${origin}${PREFIX}embed/builder`, { origins: [origin] });
        const snippet = await builder.line("element");
        assert.ok(snippet.includes(`src="${origin}${PREFIX}kyrgyzstan/kerben-map.js"`), snippet);
        await builder.end();

        const planner = await Visit.open(browser, `${origin}${PREFIX}#far_service=school&far_km=5`, { origins: [origin] });
        await planner.plannerReady();
        assert.equal(planner.page.url(), `${origin}${PREFIX}planner?service=school&km=5`);
        await planner.end();

        for (const path of ["embed?year=2023", "embed/?year=2023", "at/kgz-r3/2023/embed"]) {
          const frame = await Visit.open(browser, `${origin}${PREFIX}${path}`, { origins: [origin] });
          await frame.live();
          await assertPainted(frame, "return_migrants?year=2023");
          await frame.end();
        }

        const page = `<!doctype html><html lang="en"><title>A news site</title><link rel="icon" href="data:,">
          <script type="module" src="${origin}${PREFIX}kerben-map.js"></script><kerben-map year="2023"></kerben-map>`;
        const site = await serve((_, __, response) => html(response, page));
        try {
          const article = await Visit.open(browser, site.origin, { origins: [site.origin, origin] });
          await article.live();
          await assertPainted(article, "return_migrants?year=2023");
          await article.end();
        } finally {
          await site.close();
        }

        await crawl(origin, 120);
      }));
  });
}
