import { readRequest, REQUEST_NAMES, type MapRequest } from "../element/request";

/** The view that the start page's address shares: the map, and the query for underserved communities. */
export interface PageState {
  map: MapRequest;
  underserved: UnderservedQuery;
}

export interface UnderservedQuery {
  service: string;
  km: string;
  within: string;
}

/** What a query leaves empty is not chosen: the dataset says which service and distance are usual. */
export const NOTHING_CHOSEN: Readonly<UnderservedQuery> = { service: "", km: "", within: "" };
/** What the server accepts as a distance. */
const LONGEST_KM = 20_000;
const QUERY_NAMES = { service: "far_service", km: "far_km", within: "far_within" } as const;

/**
 * The view of an address: what its hash says; where that names no map, the one that its query names. Where neither names a language, it is that of the
 * page, which the server chose for the reader; English is what the server has for all others.
 */
export function readAddress({ hash, search }: { hash: string; search: string }, lang = ""): PageState {
  const state = readHash(isState(hash) ? hash : "");
  const map = Object.keys(state.map).length > 0 ? state.map : readHash(search).map;
  return { ...state, map: map.lang === undefined && lang !== "" && lang !== "en" ? { ...map, lang } : map };
}

/** Reads `#indicator=returnees&year=2023&far_service=clinic`; what it does not know it leaves out. */
export function readHash(hash: string): PageState {
  const query = new URLSearchParams(hash.replace(/^[#?]/, ""));
  const km = query.get(QUERY_NAMES.km) ?? "";
  return {
    map: readRequest((name) => query.get(name)),
    underserved: {
      service: query.get(QUERY_NAMES.service) ?? "",
      km: Number(km) > 0 && Number(km) <= LONGEST_KM ? km : "",
      within: query.get(QUERY_NAMES.within) ?? "",
    },
  };
}

/** The shortest hash for a state: what is not chosen is not written. */
export function writeHash(state: PageState): string {
  const query = new URLSearchParams();
  for (const name of REQUEST_NAMES) {
    const value = state.map[name];
    if (value !== undefined && value !== "") query.set(name, value);
  }
  for (const name of ["service", "km", "within"] as const) {
    if (state.underserved[name] !== "") query.set(QUERY_NAMES[name], state.underserved[name]);
  }
  const text = query.toString();
  return text === "" ? "" : `#${text}`;
}

/** An ordinary anchor (`#api`) is not a state. */
export function isState(hash: string): boolean {
  return hash === "" || hash === "#" || hash.includes("=");
}
