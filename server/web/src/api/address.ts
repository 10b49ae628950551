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
 * A document whose addresses begin with the server that the element asks, instead of the root that the server believes
 * to have. Behind a proxy it may name itself by another scheme, host or path; no request may follow it there.
 */
export function relocated<T>(document: T, root: string, server: string): T {
  const move = (value: unknown): unknown => {
    if (typeof value === "string") return value.startsWith(`${root}/`) ? server + value.slice(root.length + 1) : value;
    if (Array.isArray(value)) return value.map(move);
    if (typeof value !== "object" || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, move(member)]));
  };
  return move(document) as T;
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
