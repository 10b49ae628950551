// A citation with markup in it arrives as words in the attribution of the map, and as links only where it names an address of the web.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { launch, Visit } from "./browser.mjs";

const sample = fileURLToPath(new URL("../../geodata/samples/kyrgyzstan", import.meta.url));
const CITATION = `<script>window.hacked = 1</script>Smith & Sons, "Atlas" <img src="/x" onerror="window.hacked = 1">, https://x.example/?a=1&b=2`;

let browser, folder, server, address;
before(async () => {
  browser = await launch();
  folder = mkdtempSync(join(tmpdir(), "citations-"));
  cpSync(sample, folder, { recursive: true });
  const description = join(folder, "dataset.toml");
  writeFileSync(description, readFileSync(description, "utf8").replace(/^citation = .*$/gm, `citation = ${JSON.stringify(CITATION)}`));
  server = spawn(process.env.KERBEN_BIN, ["serve", folder, "--listen", "127.0.0.1:0"], { stdio: ["ignore", "pipe", "ignore"] });
  for await (const line of createInterface({ input: server.stdout })) {
    address = line.match(/^Kerben is ready: (.*)\/$/)?.[1];
    if (address) break;
  }
});
after(async () => {
  server.kill();
  await browser.close();
  rmSync(folder, { recursive: true });
});

test("a citation with markup is inert and readable in the attribution, the credits and the list of sources", async () => {
  const visit = await Visit.open(browser, `${address}/`, { origins: [address] });
  await visit.live();
  await visit.element.locator(".maplibregl-ctrl-attrib-button").click();
  const attribution = visit.element.locator(".maplibregl-ctrl-attrib-inner");
  assert.ok((await attribution.innerText()).includes(CITATION), await attribution.innerText());
  const links = await attribution.locator("a").evaluateAll((all) => all.map((link) => [link.href, link.textContent]));
  assert.deepEqual(links.filter(([href]) => !href.includes("maplibre")), [["https://x.example/?a=1&b=2", "https://x.example/?a=1&b=2"]]);
  assert.equal(await attribution.locator("img, script").count(), 0);
  assert.ok((await visit.element.locator("footer .citation").innerText()).includes(CITATION));
  assert.ok((await visit.page.locator("#sources li").first().innerText()).includes("<script>"));
  assert.equal(await visit.page.evaluate(() => window.hacked), undefined);
  assert.ok(visit.requests.every((url) => new URL(url).pathname !== "/x"), "the picture is not asked for");
  await visit.end();
});
