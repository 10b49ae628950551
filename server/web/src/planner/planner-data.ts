import { withQuery } from "../api/address";
import { type Client, MOST_PLACES, type Parameters } from "../api/client";
import { isAbout } from "../api/problem";
import type { CommunityFeature, FoundPlaces, Service, UnderservedCommunities } from "../api/types";
import { kilometreOptions, usualKm, usualService } from "../element/choices";
import type { PlannerState } from "./planner-state";

/** Far more than the communities of a country's assessment. */
const MOST = 10_000;

/** A number that is known, or only to lie between two; nothing where it is suppressed. */
export type Interval = { low: number; high: number; exact: boolean } | null;

export interface BeyondNumbers {
  communities: Interval;
  households: Interval;
  households_lacking: number | null;
  share_of_households: { low: number | null; high: number | null } | null;
  communities_suppressed?: number;
}

export interface AreaRow extends BeyondNumbers {
  pcode: string;
  name: string;
}

/** What the page can be narrowed to. */
export interface Areas {
  provinces: readonly Area[];
  districts: readonly Area[];
}

export type Area = Pick<AreaRow, "pcode" | "name">;

export interface Curve {
  service: string;
  illustrative: boolean;
  distances: "bands" | "kilometres";
  points: (BeyondNumbers & { km: number })[];
  notes: string[];
}

export interface NewCentre {
  id: string;
  properties: CommunityFeature["properties"] & { communities_reached: number; households_reached: number | null; households_reached_status?: "suppressed" };
}

export interface NewCentres {
  illustrative: boolean;
  notes: string[];
  features: NewCentre[];
}

export type AreaLevel = "admin1" | "admin2";

/** The state with the usual service and distance where none is chosen, and without services that are not there; none where there is no service. */
export function completeState(state: PlannerState, services: readonly Service[]): PlannerState | null {
  const usual = usualService(services);
  if (usual === undefined) return null;
  const known = state.services.filter((id) => services.some((service) => service.id === id));
  const chosen = known.length > 0 ? known : [usual.id];
  return { ...state, services: chosen, km: state.km === "" ? usualKm(services.find(({ id }) => id === chosen[0])) : state.km };
}

/** The state without the service and the distance that are usual: what an address has to say. */
export function chosenIn(state: PlannerState, services: readonly Service[]): PlannerState {
  const [first, ...others] = state.services;
  const isUsual = others.length === 0 && first === usualService(services)?.id;
  const of = services.find(({ id }) => id === first);
  return { ...state, services: isUsual ? [] : state.services, km: state.km === usualKm(of) ? "" : state.km };
}

/** A distance for these services: one that any of them knows only in bands, and not exactly, becomes its usual one. */
export function exactKm(chosen: readonly string[], km: string, services: readonly Service[]): string {
  const inBands = services.filter(({ id, distances }) => chosen.includes(id) && distances !== "kilometres");
  const fits = inBands.every((service) => kilometreOptions(service, "").some(({ value }) => value === km));
  return fits ? km : usualKm(inBands[0]);
}

/** What the server is asked for a state that is complete. */
export function parametersOf(state: PlannerState): Parameters {
  const also = state.services.slice(1).join(",");
  return {
    also, match: also !== "" && state.match === "any" ? "any" : "", beyond_km: state.km, min_households: state.minHouseholds,
    within: state.within, q: state.q, round: state.round,
  };
}

/** Asks for everything on the page in the language of the page, or in the main one of a dataset that does not have it. */
export class PlannerData {
  private lang: string | undefined;

  constructor(private readonly client: Client, lang: string) {
    this.lang = lang === "" ? undefined : lang;
  }

  services(signal: AbortSignal): Promise<Service[]> {
    return this.inLanguage(async (lang) => (await this.get<{ services: Service[] }>("services", { lang }, signal)).services);
  }

  communities(state: PlannerState, signal: AbortSignal): Promise<UnderservedCommunities> {
    return this.get(`services/${state.services[0] ?? ""}/communities`, this.listParameters(state), signal);
  }

  /** The same list as a file. */
  listAddress(state: PlannerState, format: "csv" | "json"): string {
    const address = withQuery(`services/${state.services[0] ?? ""}/communities`, { ...this.listParameters(state), f: format });
    return this.client.server + address.replaceAll("%2C", ",");
  }

  /** All provinces and districts, for choosing one. */
  async places(signal: AbortSignal): Promise<Areas> {
    const [provinces, districts] = await Promise.all((["admin1", "admin2"] as const).map(async (level) =>
      (await this.get<FoundPlaces>("places", { level, limit: MOST_PLACES, lang: this.lang }, signal)).places.map(({ pcode = "", name }) => ({ pcode, name }))));
    return { provinces: provinces ?? [], districts: districts ?? [] };
  }

  /** Numbers for each unit of a level; none where the dataset has no such level. */
  async byArea(level: AreaLevel, state: PlannerState, signal: AbortSignal): Promise<AreaRow[]> {
    const { beyond_km: km, q: _, ...rest } = parametersOf(state);
    try {
      return (await this.get<{ rows: AreaRow[] }>(`services/${state.services[0] ?? ""}/beyond`, { km, by: level, ...rest, lang: this.lang }, signal)).rows;
    } catch (error) {
      if (isAbout(error, "by")) return [];
      throw error;
    }
  }

  curve(service: string, state: PlannerState, signal: AbortSignal): Promise<Curve> {
    const { within, minHouseholds: min_households, round } = state;
    return this.get(`services/${service}/curve`, { within, min_households, round, lang: this.lang }, signal);
  }

  newCentres(state: PlannerState, limit: number, signal: AbortSignal): Promise<NewCentres> {
    const { within, km, round } = state;
    return this.get(`services/${state.services[0] ?? ""}/new_centres`, { km, limit, within, round, lang: this.lang }, signal);
  }

  ground(state: PlannerState, signal: AbortSignal): ReturnType<Client["map"]> {
    return this.client.map({ indicator: "communities_lacking", service: state.services[0], within: state.within, round: state.round, lang: this.lang }, signal);
  }

  private listParameters(state: PlannerState): Parameters {
    return { ...parametersOf(state), limit: MOST, lang: this.lang };
  }

  private async inLanguage<T>(ask: (lang: string | undefined) => Promise<T>): Promise<T> {
    try {
      return await ask(this.lang);
    } catch (error) {
      if (this.lang === undefined || !(isAbout(error, "lang"))) throw error;
      this.lang = undefined;
      return ask(undefined);
    }
  }

  private get<T>(path: string, parameters: Parameters, signal: AbortSignal): Promise<T> {
    return this.client.ask<T>(path, parameters, signal);
  }
}
