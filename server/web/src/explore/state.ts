import type { Catalogue } from "../api/types";
import { findGroup, findRound, shownIndicator, usualKm, usualService } from "../element/choices";
import { readRequest, REQUEST_NAMES, type MapRequest } from "../element/request";

/** What stands beside the choices: the map with its ranking, a map for each year, two years, or the parts of a count. */
export const VIEWS = ["map", "years", "change", "breakdown"] as const;
export type View = (typeof VIEWS)[number];

/** What the page shows: all of its address. */
export interface ExploreState {
  map: MapRequest;
  view: View;
  /** The first of two years that are compared. */
  from: string;
  /** The place whose profile is open. */
  place: string;
  /** The place that it is compared with. */
  compare: string;
}

/** Reads `?indicator=emigrants&year=2023&place=KG06`; what it does not know it leaves out. */
export function readState(search: string): ExploreState {
  const query = new URLSearchParams(search);
  const place = query.get("place") ?? "";
  const compare = query.get("compare") ?? "";
  return {
    map: readRequest((name) => query.get(name)),
    view: VIEWS.find((view) => view === query.get("view")) ?? "map",
    from: /^\d{4}$/.test(query.get("from") ?? "") ? query.get("from") ?? "" : "",
    place,
    compare: place === "" || compare === place ? "" : compare,
  };
}

/** The query for a state, in one order, without what is empty. The language comes last: it is that of the reader. */
export function writeState(state: ExploreState): string {
  const query = new URLSearchParams();
  const put = (name: string, value: string | undefined): void => {
    if (value !== undefined && value !== "") query.set(name, value);
  };
  for (const name of REQUEST_NAMES) if (name !== "lang") put(name, state.map[name]);
  if (state.view !== "map") put("view", state.view);
  if (state.view === "change") put("from", state.from);
  put("place", state.place);
  if (state.place !== "") put("compare", state.compare);
  put("lang", state.map.lang);
  const text = query.toString();
  return text === "" ? "" : `?${text}`;
}

/** A request without what a map shows anyway, so that its address is short. */
export function withoutUsual(request: MapRequest, catalogue: Catalogue): MapRequest {
  const { per, service, km, ...rest } = request;
  const shown: MapRequest = { ...rest };
  const indicator = catalogue.indicators.find(({ id }) => id === shownIndicator(catalogue, request));
  const isOfService = indicator?.kind === "service";
  const { indicator: _, ...others } = request;
  if (request.indicator === shownIndicator(catalogue, others)) delete shown.indicator;
  const group = findGroup(catalogue, request);
  if (request.year === "window" || isOfService || group === undefined) delete shown.year;
  if (request.by === usualLevel(indicator?.levels)) delete shown.by;
  const round = findRound(catalogue, undefined);
  if (request.round === round?.id) delete shown.round;
  if (per !== undefined && per !== (isOfService ? "share_of_all" : "none")) shown.per = per;
  if (isOfService) {
    const usual = usualService(catalogue.services.filter((one) => one.distances !== "none" || indicator.parameters?.includes("km") !== true));
    if (service !== undefined && service !== usual?.id) shown.service = service;
    const chosen = catalogue.services.find((one) => one.id === (service ?? usual?.id));
    if (km !== undefined && km !== usualKm(chosen)) shown.km = km;
  }
  return inOrder(shown);
}

/** The level that a map shows where none is named. */
function usualLevel(levels: readonly string[] | undefined): string {
  const known = levels ?? ["admin2"];
  return known.includes("admin2") ? "admin2" : [...known].filter((level) => level <= "admin2").sort().at(-1) ?? [...known].sort()[0] ?? "admin2";
}

function inOrder(request: MapRequest): MapRequest {
  return readRequest((name) => request[name] ?? null);
}
