import { withQuery } from "../api/address";
import { REQUEST_NAMES, type MapRequest } from "./request";

/** A map, and where it is. */
export interface MapAtServer {
  /** The root of the dataset, with its final slash. */
  server: string;
  map: MapRequest;
}

/** The address of the map as a file: `png`, `svg`, `pdf`, `zip`. */
export function fileAddress({ server, map }: MapAtServer, format: string, size: Record<string, number> = {}): string {
  const { indicator = "", ...query } = inOrder(map);
  return withQuery(`${server}maps/${encodeURIComponent(indicator)}.${format}`, { ...query, ...size });
}

/** The values of the map as a table: `csv`, `xlsx`, `geojson`. */
export function tableAddress({ server, map }: MapAtServer, format: string): string {
  const { indicator = "", by, round, year, per, within, service, km, lang } = map;
  return withQuery(`${server}indicators/${encodeURIComponent(indicator)}/values`, { by, round, year, per, within, service, km, lang, f: format });
}

/** Its parameters in the order of all addresses. */
export function inOrder(map: MapRequest): Record<string, string> {
  const named = REQUEST_NAMES.map((name) => [name, map[name] ?? ""] as const);
  return Object.fromEntries(named.filter(([, value]) => value !== ""));
}
