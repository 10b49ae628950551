// Somebody else's site: the modules of this folder, and whatever else a test wants it to answer.
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const modules = fileURLToPath(new URL("node_modules", import.meta.url));

/** Listens on a free port; gives its origin, and how to close it. */
export async function serve(answer) {
  const site = createServer((request, response) => {
    const url = new URL(request.url, "http://site");
    if (!url.pathname.startsWith("/node_modules/")) return answer(url, request, response);
    const type = url.pathname.endsWith(".css") ? "text/css" : "text/javascript";
    response.writeHead(200, { "content-type": type }).end(readFileSync(join(modules, url.pathname.slice("/node_modules/".length))));
  }).listen(0, "127.0.0.1");
  await new Promise((resolve) => site.once("listening", resolve));
  return { origin: `http://127.0.0.1:${site.address().port}`, close: () => new Promise((resolve) => site.close(resolve)) };
}

/** Answers with a page. */
export function html(response, text) {
  response.writeHead(200, { "content-type": "text/html; charset=utf-8" }).end(text);
}
