// A real browser, and what must hold of every visit: a clean console, and no request to anybody else.
import assert from "node:assert/strict";
import { chromium } from "playwright-core";

export const base = process.env.KERBEN_URL.replace(/\/$/, "");

const FLAGS = [
  "--no-sandbox", "--use-angle=swiftshader", "--enable-unsafe-swiftshader", "--ignore-gpu-blocklist", "--disable-quic",
  "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync",
  // Only WebGL is drawn by the emulated graphics card: pages are drawn without it, in two thirds of the time.
  "--disable-gpu-rasterization",
];

export function launch() {
  return chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: FLAGS });
}

/** One page in a fresh profile. `end` asserts that the visit was clean. */
export class Visit {
  static async open(browser, address, { width = 1280, height = 900, origins = [base] } = {}) {
    const context = await browser.newContext({ viewport: { width, height }, locale: "en-GB", reducedMotion: "reduce" });
    // Every load of a map is counted from the beginning, so that none can be missed.
    await context.addInitScript(() => {
      window.mapLoads = 0;
      window.addEventListener("kerben-load", () => (window.mapLoads += 1));
    });
    const visit = new Visit(context, await context.newPage(), origins);
    await visit.page.goto(address.startsWith("http") ? address : base + address);
    return visit;
  }

  constructor(context, page, origins) {
    this.context = context;
    this.page = page;
    this.origins = origins;
    this.requests = [];
    this.complaints = [];
    page.setDefaultTimeout(30_000);
    page.on("console", (message) => {
      if (["error", "warning"].includes(message.type())) this.complaints.push(`console: ${message.text()}`);
    });
    page.on("pageerror", (error) => this.complaints.push(`uncaught: ${error.message}`));
    page.on("request", (request) => this.requests.push(request.url()));
    page.on("response", (response) => {
      if (response.status() >= 400) this.complaints.push(`${response.status()} ${response.url()}`);
    });
    page.on("requestfailed", (request) => {
      const reason = request.failure()?.errorText ?? "";
      // A request that a newer choice made needless is given up on purpose.
      if (reason !== "net::ERR_ABORTED") this.complaints.push(`${reason} ${request.url()}`);
    });
  }

  /** The `<kerben-map>` of the page. */
  get element() {
    return this.page.locator("kerben-map");
  }

  /** Resolves when the map is drawn as its attributes ask. */
  async ready() {
    await this.page.locator('kerben-map[data-state="ready"]').waitFor();
  }

  /** Resolves when the map of MapLibre is drawn in place of the picture, as for a reader who zooms in. */
  async live() {
    await this.ready();
    await this.element.evaluate((host) => host.openMap());
    await this.page.locator("kerben-map[data-live]").waitFor();
  }

  /** Does something that changes the map, and waits for its `kerben-load`. */
  async reload(change) {
    const loads = () => this.page.evaluate(() => window.mapLoads);
    const before = await loads();
    await change();
    const deadline = Date.now() + 60_000;
    for (let round = 1; (await loads()) === before; round += 1) {
      assert.ok(Date.now() < deadline, "the map is drawn anew within a minute");
      await new Promise((resolve) => setTimeout(resolve, 100));
      // A headless browser may stop drawing after a picture of the whole page; another picture makes it go on.
      if (round % 50 === 0) await this.page.screenshot({ clip: { x: 0, y: 0, width: 1, height: 1 } });
    }
    await this.ready();
  }

  /** Resolves when the planner's page shows its answer. */
  async plannerReady() {
    await this.page.locator('#planner[data-state="ready"]').waitFor();
  }

  /** A line that the builder offers to copy: `element`, `frame`, `image`. */
  async line(name) {
    await this.page.locator('#stage[data-state="ready"]').waitFor();
    await this.page.locator('#lines[aria-busy="false"]').waitFor();
    return this.page.locator(`#line-${name} code`).textContent();
  }

  async end() {
    await this.context.close();
    assert.deepEqual(this.complaints, []);
    assert.ok(this.requests.length > 0);
    const strangers = this.requests.filter((url) => !this.belongs(url));
    assert.deepEqual(strangers, []);
  }

  belongs(url) {
    if (url.startsWith("data:")) return true;
    return this.origins.includes(new URL(url).origin);
  }
}

/** Asks the server for JSON, beside the browser. */
export async function json(path) {
  const answer = await fetch(path.startsWith("http") ? path : base + path);
  assert.equal(answer.status, 200, path);
  return answer.json();
}
