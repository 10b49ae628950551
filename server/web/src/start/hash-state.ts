import { readRequest, REQUEST_NAMES, type MapRequest } from "../element/request";

/** The view that the start page's address shares. */
export interface PageState {
  map: MapRequest;
}

/**
 * The view of an address: what its hash says; where that names no map, the one that its query names. Where neither names a language, it is that of the
 * page, which the server chose for the reader; English is what the server has for all others.
 */
export function readAddress({ hash, search }: { hash: string; search: string }, lang = ""): PageState {
  const state = readHash(isState(hash) ? hash : "");
  const map = Object.keys(state.map).length > 0 ? state.map : readHash(search).map;
  return { map: map.lang === undefined && lang !== "" && lang !== "en" ? { ...map, lang } : map };
}

/** Reads `#indicator=returnees&year=2023`; what it does not know it leaves out. */
export function readHash(hash: string): PageState {
  const query = new URLSearchParams(hash.replace(/^[#?]/, ""));
  return { map: readRequest((name) => query.get(name)) };
}

/** The shortest hash for a state: what is not chosen is not written. */
export function writeHash(state: PageState): string {
  const query = new URLSearchParams();
  for (const name of REQUEST_NAMES) {
    const value = state.map[name];
    if (value !== undefined && value !== "") query.set(name, value);
  }
  const text = query.toString();
  return text === "" ? "" : `#${text}`;
}

/** An ordinary anchor (`#api`) is not a state. */
export function isState(hash: string): boolean {
  return hash === "" || hash === "#" || hash.includes("=");
}
