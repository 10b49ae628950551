import type { DistanceRow, Service } from "../api/types";
import type { Option } from "../build-element";
import { kilometreOptions } from "../element/choices";
import { translatorFor } from "../words";
import { DEFAULT_UNDERSERVED, type UnderservedQuery } from "./hash-state";

const t = translatorFor(null);

export function provinceOptions(rows: readonly DistanceRow[]): Option[] {
  return [{ value: "", label: t("page-all-provinces") }, ...rows.map((row) => ({ value: row.pcode, label: row.name }))];
}

/** The query with a service that can be asked about; none where there is none. */
export function withKnownService(query: UnderservedQuery, services: readonly Service[]): UnderservedQuery | null {
  const known = (id: string): Service | undefined => services.find((item) => item.id === id);
  const service = known(query.service) ?? known(DEFAULT_UNDERSERVED.service) ?? services[0];
  return service === undefined ? null : { ...query, service: service.id };
}

/** Whether somebody chose the service: the usual one stands there where nobody did. */
export function isServiceChosen(query: UnderservedQuery): boolean {
  return query.service !== DEFAULT_UNDERSERVED.service;
}

/** The same query for another service: a distance that it cannot answer exactly becomes the usual one. */
export function queryFor(query: UnderservedQuery, services: readonly Service[]): UnderservedQuery {
  const service = services.find((item) => item.id === query.service);
  const exact = kilometreOptions(service, "").some((option) => option.value === query.km);
  return exact ? query : { ...query, km: DEFAULT_UNDERSERVED.km };
}
