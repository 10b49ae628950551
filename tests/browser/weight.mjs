// What a visit costs: requests, bytes as they travel, when districts are painted, and how much the page moves meanwhile.
import { base } from "./browser.mjs";

/** A slow phone: 400 kbit/s, 400 ms, a quarter of this machine. */
export const SLOW_PHONE = { latency: 400, bytesPerSecond: 50_000, slower: 4 };

/** Loads a page and waits for its first map. `painted` are milliseconds from the beginning until districts are on the screen. */
export async function loaded(browser, address, { width = 360, height = 740, network } = {}) {
  const context = await browser.newContext({ viewport: { width, height }, deviceScaleFactor: 2, isMobile: width < 600 });
  const page = await context.newPage();
  const session = await context.newCDPSession(page);
  await session.send("Network.enable");
  await session.send("Network.setCacheDisabled", { cacheDisabled: true });
  if (network !== undefined) {
    const { latency, bytesPerSecond, slower } = network;
    await session.send("Network.emulateNetworkConditions", { offline: false, latency, downloadThroughput: bytesPerSecond, uploadThroughput: bytesPerSecond });
    await session.send("Emulation.setCPUThrottlingRate", { rate: slower });
  }
  const [addresses, sizes] = [new Map(), []];
  session.on("Network.requestWillBeSent", ({ requestId, request }) => request.url.startsWith("http") && addresses.set(requestId, request.url));
  session.on("Network.loadingFinished", ({ requestId, encodedDataLength }) => {
    if (addresses.has(requestId)) sizes.push([addresses.get(requestId), encodedDataLength]);
  });
  await page.addInitScript(() => {
    window.seen = { painted: null, shift: 0 };
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) if (!entry.hadRecentInput) window.seen.shift += entry.value;
    }).observe({ type: "layout-shift", buffered: true });
    // The frame after the one in which the districts are there.
    const look = () => requestAnimationFrame(() => {
      const there = document.querySelector("kerben-map")?.shadowRoot?.querySelector("path[data-pcode]")?.getBoundingClientRect().width > 0;
      if (!there) look();
      else requestAnimationFrame(() => (window.seen.painted = performance.now()));
    });
    look();
  });
  await page.goto(address.startsWith("http") ? address : base + address, { waitUntil: "commit" });
  await page.locator('kerben-map[data-state="ready"]').first().waitFor({ timeout: 120_000 });
  const ready = await page.evaluate(() => performance.now());
  await page.waitForTimeout(500);
  const seen = await page.evaluate(() => window.seen);
  await context.close();
  const bytes = sizes.reduce((sum, [, size]) => sum + size, 0);
  return { requests: sizes.length, bytes, addresses: sizes.map(([url, size]) => `${size} ${url}`), ready, ...seen };
}
