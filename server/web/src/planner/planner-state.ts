/** What the planner's page shows: its address says it, and the answers of the server are asked with it. What is empty is not chosen. */
export interface PlannerState {
  /** Ids of services; the first is the one that is asked for, the others are asked for with it. */
  services: readonly string[];
  /** With several services: far from each of them, or from any. */
  match: Match;
  km: string;
  minHouseholds: string;
  within: string;
  q: string;
  round: string;
}

export type Match = "all" | "any";

/** The dataset says which service and distance are usual. */
export const NOTHING_CHOSEN: Readonly<PlannerState> = { services: [], match: "all", km: "", minHouseholds: "", within: "", q: "", round: "" };
/** What the server accepts as a distance, and as a number of households. */
const LONGEST_KM = 20_000;
const MOST_HOUSEHOLDS = 1_000_000_000;
const LONGEST_TEXT = 100;
/** The names by which the start page called them when this page was a part of it. */
const FORMER = { service: "far_service", km: "far_km", within: "far_within" } as const;

/** Reads `?service=clinic,school&km=10`; what it does not know, or cannot use, it leaves out. */
export function readState(search: string): PlannerState {
  const query = new URLSearchParams(search);
  const text = (name: string): string => (query.get(name) ?? "").trim().slice(0, LONGEST_TEXT);
  const households = text("min_households");
  const services = query.getAll("service").flatMap((ids) => ids.split(",")).map((id) => id.trim()).filter((id) => id !== "");
  const km = text("km");
  return {
    services: [...new Set(services)],
    match: text("match") === "any" ? "any" : "all",
    km: Number(km) > 0 && Number(km) <= LONGEST_KM ? String(Number(km)) : "",
    minHouseholds: /^\d+$/.test(households) && Number(households) > 0 && Number(households) <= MOST_HOUSEHOLDS ? String(Number(households)) : "",
    within: text("within"),
    q: text("q"),
    round: text("round"),
  };
}

/** The shortest query for a state, always in the same order: what is not chosen is not written. The language stays as it was asked for. */
export function writeState(state: PlannerState, search = ""): string {
  const several = state.services.length > 1;
  const written: [string, string][] = [
    ["service", state.services.join(",")],
    ["match", several && state.match === "any" ? "any" : ""],
    ["km", state.km],
    ["min_households", state.minHouseholds],
    ["within", state.within],
    ["q", state.q],
    ["round", state.round],
    ["lang", new URLSearchParams(search).get("lang") ?? ""],
  ];
  // A comma needs no escape in a query, and reads better without one.
  const text = new URLSearchParams(written.filter(([, value]) => value !== "")).toString().replaceAll("%2C", ",");
  return text === "" ? "" : `?${text}`;
}

/** True of two states with the same answers. */
export function isSame(one: PlannerState, other: PlannerState): boolean {
  return writeState(one) === writeState(other);
}

/** Where an address of the former section of the start page (`/#far_service=school&far_km=5`) leads; nowhere, if it is none. */
export function formerAddress(hash: string, search: string): string | null {
  const query = new URLSearchParams(hash.replace(/^#/, ""));
  const former = Object.entries(FORMER).map(([name, old]) => [name, query.get(old)] as const);
  if (former.every(([, value]) => value === null)) return null;
  const asked = new URLSearchParams(former.flatMap(([name, value]) => (value === null ? [] : [[name, value]])));
  const lang = query.get("lang") ?? new URLSearchParams(search).get("lang") ?? "";
  return `planner${writeState(readState(asked.toString()), lang === "" ? "" : `lang=${encodeURIComponent(lang)}`)}`;
}
