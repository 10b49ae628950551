import type { Option } from "../build-element";
import { translatorFor, type Translate } from "../words";
import type { Catalogue, Group, Indicator, Level, Round, Service } from "../api/types";
import type { MapRequest, RequestName } from "./request";

export interface Field {
  name: RequestName;
  label: string;
  options: Option[];
  value: string;
}

/** How a way of counting is called: what shares are of depends on what is counted. */
function perLabel(indicator: string, per: string, t: Translate): string {
  switch (`${indicator} ${per}`) {
    case "households_beyond share": return t("page-share-of-lacking");
    case "households_beyond share_of_all": return t("page-share-of-households");
    case "communities_lacking share":
    case "communities_lacking share_of_all": return t("page-share-of-communities");
  }
  switch (per) {
    case "none": return t("page-number");
    case "share": return t("page-share");
    case "per_1000_households": return t("page-per-1000-households");
    case "per_1000_population": return t("page-per-1000-population");
    case "change": return t("page-change");
    default: return per.replaceAll("_", " ");
  }
}

/** What a map shows: what is asked for, or the first group that the round counts. The server chooses in the same way. */
export function shownIndicator(catalogue: Catalogue, request: MapRequest): string | undefined {
  const isKnown = (id: string): boolean => catalogue.indicators.some((indicator) => indicator.id === id);
  return request.indicator
    ?? findRound(catalogue, request.round)?.groups.find((group) => isKnown(group.group))?.group
    ?? catalogue.indicators[0]?.id;
}

function findIndicator(catalogue: Catalogue, request: MapRequest): Indicator | undefined {
  const id = shownIndicator(catalogue, request);
  return catalogue.indicators.find((indicator) => indicator.id === id);
}

export function findRound(catalogue: Catalogue, id: string | undefined): Round | undefined {
  return catalogue.rounds.find((round) => round.id === id)
    ?? catalogue.rounds.find((round) => round.default === true)
    ?? catalogue.rounds[0];
}

export function findGroup(catalogue: Catalogue, request: MapRequest): Group | undefined {
  const id = shownIndicator(catalogue, request);
  return findRound(catalogue, request.round)?.groups.find((group) => group.group === id);
}

/** "2024 (January to April)": a partial year always says its months. */
export function yearLabel(group: Group, year: number): string {
  const months = group.partial?.[String(year)];
  return months === undefined ? String(year) : `${year} (${months})`;
}

export function windowLabel(group: Group, t: Translate = translatorFor(null)): string {
  if (group.window !== undefined && group.window !== "") return t("page-all-years-in", { window: group.window });
  const [first, last] = [group.years?.[0], group.years?.at(-1)];
  if (first === undefined || last === undefined) return t("page-all-years");
  return first === last ? yearLabel(group, last) : t("page-all-years-from", { first: String(first), last: yearLabel(group, last) });
}

/** The whole window, then the years, latest first; nothing for a stock. A change needs two full years that follow each other. */
export function yearOptions(group: Group, per: string, t: Translate = translatorFor(null)): Option[] {
  const isFull = (year: number): boolean => group.partial?.[String(year)] === undefined;
  const counted = group.years ?? [];
  const usable = per === "change"
    ? counted.filter((year) => isFull(year) && counted.includes(year - 1) && isFull(year - 1))
    : counted;
  const years = [...usable].sort((a, b) => b - a).map((year) => ({ value: String(year), label: yearLabel(group, year) }));
  if (per === "change" || counted.length < 2) return years;
  return [{ value: "window", label: windowLabel(group, t) }, ...years];
}

export function perOptions(indicator: Indicator, group: Group | undefined, t: Translate = translatorFor(null)): Option[] {
  return (indicator.per ?? ["none"])
    .filter((per) => per !== "change" || (group !== undefined && yearOptions(group, "change").length > 0))
    .map((per) => ({ value: per, label: perLabel(indicator.id, per, t) }));
}

/** The service that is shown where none is chosen, among some. */
export function usualService(services: readonly Service[]): Service | undefined {
  return services.find((service) => service.default === true) ?? services[0];
}

/** The distance that is shown where none is chosen: the last edge of the bands. */
export function usualKm(service: Service | undefined): string {
  return String(service?.edges?.at(-1) ?? "");
}

/** Distances that can be answered exactly: the edges of the bands; where kilometres are known, also some before the first and after the last. */
export function kilometreOptions(service: Service | undefined, chosen: string, t: Translate = translatorFor(null)): Option[] {
  const edges = service?.edges ?? [];
  const [first, last] = [edges[0] ?? 0, edges.at(-1) ?? 0];
  const others = service?.distances === "kilometres" ? [first / 5, (first * 3) / 5, last * 1.2, last * 1.6] : [];
  const values = [...edges, ...others].filter((km) => km > 0).map((km) => String(Number(km.toPrecision(4))));
  const all = values.includes(chosen) || chosen === "" ? values : [...values, chosen];
  return [...all]
    .sort((a, b) => Number(a) - Number(b))
    .map((km) => ({ value: km, label: t("page-more-than-km", { km }) }));
}

export function servicesWithDistance(services: readonly Service[]): Service[] {
  return services.filter((service) => service.distances !== "none");
}

/** The request with another choice. Shares and rates of people and of services are of different things: neither becomes the other. */
export function choose(request: MapRequest, name: RequestName, value: string, catalogue: Catalogue): MapRequest {
  const next: MapRequest = { ...request, [name]: value };
  const kind = (asked: MapRequest): string | undefined => findIndicator(catalogue, asked)?.kind;
  const isOther = kind(request) !== kind(next);
  if (isOther) delete next.per;
  // Circles are usual for counts, colours for rates.
  if (isOther || name === "per") delete next.marks;
  return completeRequest(next, catalogue);
}

/** The request with what its indicator needs, and without what it does not have. */
export function completeRequest(request: MapRequest, catalogue: Catalogue): MapRequest {
  const indicator = findIndicator(catalogue, request);
  if (indicator === undefined) return request;
  const { year, per, service, km, ...rest } = request;
  if (indicator.kind === "service") {
    const offered = perOptions(indicator, undefined).some((option) => option.value === per);
    const counted: MapRequest = per !== undefined && offered ? { per } : {};
    return { ...rest, ...serviceRequest(indicator, service, km, catalogue), ...counted };
  }

  const group = findGroup(catalogue, request);
  const pers = perOptions(indicator, group);
  const chosenPer = pers.find((option) => option.value === per)?.value ?? pers[0]?.value ?? "none";
  const years = group === undefined ? [] : yearOptions(group, chosenPer);
  const chosenYear = years.find((option) => option.value === year)?.value ?? years[0]?.value;
  const complete: MapRequest = { ...rest };
  if (chosenYear !== undefined) complete.year = chosenYear;
  if (chosenPer !== "none") complete.per = chosenPer;
  return complete;
}

function serviceRequest(
  indicator: Indicator, service: string | undefined, km: string | undefined, catalogue: Catalogue,
): MapRequest {
  const needed = indicator.parameters ?? [];
  const services = serviceChoices(indicator, catalogue);
  const chosen = services.find((item) => item.id === service)
    ?? usualService(services);
  const request: MapRequest = {};
  if (needed.includes("service") && chosen !== undefined) request.service = chosen.id;
  if (needed.includes("km")) {
    const exact = kilometreOptions(chosen, "").map((option) => option.value);
    request.km = km !== undefined && exact.includes(km) ? km : usualKm(chosen);
  }
  return request;
}

function serviceChoices(indicator: Indicator, catalogue: Catalogue): Service[] {
  const needsDistance = indicator.parameters?.includes("km") === true;
  return needsDistance ? servicesWithDistance(catalogue.services) : catalogue.services;
}

/** The selects of the chooser for a request. A field with a single option is no choice and is left out. */
export function fieldsFor(request: MapRequest, catalogue: Catalogue, t: Translate = translatorFor(request.lang)): Field[] {
  const indicator = findIndicator(catalogue, request);
  const round = findRound(catalogue, request.round);
  const group = findGroup(catalogue, request);
  const per = request.per ?? "none";
  const fields: Field[] = [{
    name: "indicator",
    label: t("page-what-to-show"),
    options: catalogue.indicators
      .filter((item) => item.kind === "service" || round === undefined || offeredIn(item, round))
      .map((item) => ({ value: item.id, label: item.label })),
    value: shownIndicator(catalogue, request) ?? "",
  }];
  if (indicator?.kind === "service") {
    const services = serviceChoices(indicator, catalogue);
    fields.push({ name: "service", label: t("page-service"), options: services.map(asOption), value: request.service ?? "" });
    if (indicator.parameters?.includes("km") === true) {
      const chosen = services.find((service) => service.id === request.service);
      const km = request.km ?? usualKm(chosen);
      fields.push({ name: "km", label: t("page-distance"), options: kilometreOptions(chosen, km, t), value: km });
    }
    fields.push({ name: "per", label: t("page-counted-as"), options: perOptions(indicator, undefined, t), value: per });
  } else if (indicator !== undefined && group !== undefined) {
    const years = yearOptions(group, per, t);
    if (group.kind !== "stock") fields.push({ name: "year", label: t("page-year"), options: years, value: shownOf(years, request.year ?? "window") });
    fields.push({ name: "per", label: t("page-counted-as"), options: perOptions(indicator, group, t), value: per });
  }
  const by = request.by ?? "admin2";
  const levels = levelOptions(indicator, by, t);
  fields.push({ name: "by", label: t("page-level"), options: levels, value: shownOf(levels, by) });
  fields.push({
    name: "round",
    label: t("page-round"),
    options: catalogue.rounds.map((item) => ({ value: item.id, label: item.title })),
    value: round?.id ?? "",
  });
  return fields.filter((field) => field.name === "indicator" || field.options.length > 1 || field.name === "year");
}

function levelLabels(t: Translate): Record<Level, string> {
  return {
    admin3: t("page-level-admin3"), admin2: t("page-level-admin2"), admin1: t("page-level-admin1"), admin0: t("page-level-admin0"),
  };
}

/** The levels that an indicator is known by. The country alone is no map to choose, only one to be left. */
function levelOptions(indicator: Indicator | undefined, chosen: string, t: Translate): Option[] {
  const known = indicator?.levels ?? ["admin2", "admin1"];
  return Object.entries(levelLabels(t))
    .filter(([level]) => known.includes(level) && (level !== "admin0" || chosen === level))
    .map(([value, label]) => ({ value, label }));
}

/** The option that a select shows: the chosen one, or the first where that is none. A window of one year is that year. */
function shownOf(options: readonly Option[], chosen: string): string {
  return options.some((option) => option.value === chosen) ? chosen : options[0]?.value ?? chosen;
}

function offeredIn(indicator: Indicator, round: Round): boolean {
  return indicator.rounds === undefined || indicator.rounds.includes(round.id);
}

function asOption(service: Service): Option {
  return { value: service.id, label: service.label };
}
