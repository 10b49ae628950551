import { REQUEST_NAMES, type MapRequest } from "../element/choices";

/** The view that the start page's address shares: the map, and the question about far communities. */
export interface PageState {
  map: MapRequest;
  far: FarQuestion;
}

export interface FarQuestion {
  service: string;
  km: string;
  within: string;
}

export const DEFAULT_FAR: Readonly<FarQuestion> = { service: "hospital", km: "25", within: "" };
const FAR_NAMES = { service: "far_service", km: "far_km", within: "far_within" } as const;

/** Reads `#indicator=emigrants&year=2023&far_service=clinic`; what it does not know it leaves out. */
export function readHash(hash: string): PageState {
  const query = new URLSearchParams(hash.replace(/^#/, ""));
  const map: MapRequest = {};
  for (const name of REQUEST_NAMES) {
    const value = query.get(name);
    if (value !== null && value !== "") map[name] = value;
  }
  const km = query.get(FAR_NAMES.km) ?? "";
  return {
    map,
    far: {
      service: query.get(FAR_NAMES.service) || DEFAULT_FAR.service,
      km: Number.isFinite(Number(km)) && Number(km) > 0 ? km : DEFAULT_FAR.km,
      within: query.get(FAR_NAMES.within) ?? DEFAULT_FAR.within,
    },
  };
}

/** The shortest hash for a state: what is the default is not written. */
export function writeHash(state: PageState): string {
  const query = new URLSearchParams();
  for (const name of REQUEST_NAMES) {
    const value = state.map[name];
    if (value !== undefined && value !== "") query.set(name, value);
  }
  for (const name of ["service", "km", "within"] as const) {
    if (state.far[name] !== DEFAULT_FAR[name]) query.set(FAR_NAMES[name], state.far[name]);
  }
  const text = query.toString();
  return text === "" ? "" : `#${text}`;
}

/** An ordinary anchor (`#api`) is not a state. */
export function isState(hash: string): boolean {
  return hash === "" || hash === "#" || hash.includes("=");
}
