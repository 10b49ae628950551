import type { MapDocument } from "../api/types";

type Shown = Omit<MapDocument, "style">;

/** What a map is asked for: the attributes of the element, the query of the embed page. */
export const REQUEST_NAMES = ["indicator", "by", "round", "year", "per", "method", "classes", "breaks", "marks", "palette", "theme", "within", "service", "km", "title", "subtitle", "note", "highlight", "hide", "lang"] as const;
export type RequestName = (typeof REQUEST_NAMES)[number];
export type MapRequest = Partial<Record<RequestName, string>>;

/** A request from attributes, or from a query: empty values ask for nothing. */
export function readRequest(get: (name: RequestName) => string | null): MapRequest {
  const request: MapRequest = {};
  for (const name of REQUEST_NAMES) {
    const value = get(name);
    if (value !== null && value !== "") request[name] = value;
  }
  return request;
}

/** Whether an attribute that needs no value is on: it is there, and does not say that it is off. */
export function isOn(value: string | null): boolean {
  return value !== null && !["false", "0", "no", "off"].includes(value.trim().toLowerCase());
}

/** The request that a map answers, every choice named: the same map whatever becomes the default. */
export function requestOf(map: Shown): MapRequest {
  const { indicator, by, round, year, per, method, breaks, marks, palette, theme, within, service, km } = map;
  const { title, subtitle, note, highlight, hide } = map.editor ?? {};
  const all = { indicator, by, round, year, per, method, classes: map.most_classes, breaks, marks, palette, theme, within, service, km, title, subtitle, note, highlight, hide };
  const request: MapRequest = {};
  for (const name of REQUEST_NAMES) {
    const value = name === "lang" ? undefined : all[name];
    if (value !== undefined && value !== null) request[name] = String(value);
  }
  if (map.lang !== undefined && map.lang !== "en") request.lang = map.lang;
  return request;
}

/** What of a request its map follows. */
export function followed(request: MapRequest, map: Shown): MapRequest {
  const shown = requestOf(map);
  const asked = REQUEST_NAMES.filter((name) => request[name] !== undefined || name === "service" || name === "km");
  return Object.fromEntries(asked.filter((name) => shown[name] !== undefined).map((name) => [name, shown[name]]));
}
