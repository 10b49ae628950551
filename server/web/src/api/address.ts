/** Folders of the build (and of the development server) that lie below the server's root. */
const BELOW_ROOT = /(?:assets|src)\/(?:[^/]+\/)*[^/]*$/;

/** The root of the server that a module came from: `https://host/kerben-map.js` → `https://host/`. */
export function rootOf(moduleAddress: string): string {
  const url = new URL(moduleAddress);
  const folder = BELOW_ROOT.test(url.pathname)
    ? url.pathname.replace(BELOW_ROOT, "")
    : url.pathname.replace(/[^/]*$/, "");
  return url.origin + folder;
}

/** The server that this script came from. */
export function ownServer(): string {
  return rootOf(import.meta.url);
}

/** A `src` attribute as the root of a server, with its final slash. */
export function serverFrom(src: string, page: string): string {
  const url = new URL(src, page);
  return url.origin + (url.pathname.endsWith("/") ? url.pathname : `${url.pathname}/`);
}

/**
 * The same address at the server that the element asks. A server behind a proxy may name itself by another host or
 * scheme; no request may follow it there. Works on tile templates: braces stay as they are.
 */
export function atServer(address: string, server: string): string {
  const origin = new URL(server).origin;
  if (/^[a-z][a-z0-9+.-]*:\/\//i.test(address)) return address.replace(/^[^:]+:\/\/[^/]+/, origin);
  return address.startsWith("/") ? origin + address : server + address;
}

/** A query with the parameters that have a value, in the order given. */
export function withQuery(path: string, parameters: Record<string, string | number | null | undefined>): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(parameters)) {
    if (value !== null && value !== undefined && value !== "") query.set(name, String(value));
  }
  const text = query.toString();
  return text === "" ? path : `${path}?${text}`;
}
