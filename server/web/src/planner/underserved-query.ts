import type { DistanceRow, Service } from "../api/types";
import type { Option } from "../build-element";
import { kilometreOptions, usualKm, usualService } from "../element/choices";
import { translatorFor } from "../words";

/** What a question leaves empty is not chosen: the dataset says which service and distance are usual. */
export interface UnderservedQuery {
  service: string;
  km: string;
  within: string;
}

export const NOTHING_ASKED: Readonly<UnderservedQuery> = { service: "", km: "", within: "" };

const t = translatorFor(null);

export function provinceOptions(rows: readonly DistanceRow[]): Option[] {
  return [{ value: "", label: t("page-all-provinces") }, ...rows.map((row) => ({ value: row.pcode, label: row.name }))];
}

/** The query with the usual service and distance where none is chosen, or a service that is not there; none where there is no service. */
export function completeQuery(query: UnderservedQuery, services: readonly Service[]): UnderservedQuery | null {
  const service = services.find((item) => item.id === query.service) ?? usualService(services);
  if (service === undefined) return null;
  return { ...query, service: service.id, km: query.km === "" ? usualKm(service) : query.km };
}

/** The query without the service and the distance that are usual: what an address has to say. */
export function chosenIn(query: UnderservedQuery, services: readonly Service[]): UnderservedQuery {
  const service = services.find((item) => item.id === query.service);
  return {
    ...query,
    service: query.service === usualService(services)?.id ? "" : query.service,
    km: query.km === usualKm(service) ? "" : query.km,
  };
}

/** The same query for another service: a distance that it cannot answer exactly becomes the usual one. */
export function queryFor(query: UnderservedQuery, services: readonly Service[]): UnderservedQuery {
  const service = services.find((item) => item.id === query.service);
  const exact = kilometreOptions(service, "").some((option) => option.value === query.km);
  return exact ? query : { ...query, km: usualKm(service) };
}
