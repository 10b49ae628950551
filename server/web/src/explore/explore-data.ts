import { type Client, MOST_PLACES, type Parameters } from "../api/client";
import type { Breakdown, CardData, DistanceRow, FoundPlace, FoundPlaces, Values, IndicatorRow } from "../api/types";
import { requestOf } from "../element/request";

const LEVELS = ["admin0", "admin1", "admin2", "admin3", "community"];

/** Whether a breakdown is known of units of a level: it is of those that it was counted for, and of larger ones. */
export function isKnownOf({ level }: Breakdown, of: string): boolean {
  return LEVELS.indexOf(of) <= LEVELS.indexOf(level);
}

/** Everything that the page asks the server for beside the map. What was asked once is not asked again. */
export class ExploreData {
  private readonly answers = new Map<string, Promise<unknown>>();

  constructor(private readonly client: Client) {}

  /** The values of a map by place; of all years, where it shows one of several. */
  valuesOf(map: CardData): Promise<Values> {
    const { indicator, by, round, year, per, within, service, km, lang } = requestOf(map);
    return this.values(indicator ?? "", { by, round, year: typeof map.year === "number" ? "all" : year, per, within, service, km, lang: map.lang ?? lang });
  }

  values(indicator: string, parameters: Parameters): Promise<Values> {
    return this.once(`indicators/${encodeURIComponent(indicator)}/values`, parameters);
  }

  /** A unit by its code. */
  async place(pcode: string, lang: string | undefined): Promise<FoundPlace | undefined> {
    const { places } = await this.once<FoundPlaces>("places", { q: pcode, limit: 20, lang });
    return places.find((place) => place.pcode === pcode);
  }

  async placesOf(level: string, within: string | undefined, lang: string | undefined): Promise<FoundPlaces> {
    return this.once("places", { level, within, limit: MOST_PLACES, lang });
  }

  async distances(service: string, parameters: Parameters): Promise<DistanceRow[]> {
    return (await this.once<{ rows: DistanceRow[] }>(`services/${encodeURIComponent(service)}/distance`, parameters)).rows;
  }

  /** The parts of a count at one place, the largest first. */
  async parts({ group, dimension, categories, category_labels: labels }: Breakdown, parameters: Parameters): Promise<IndicatorRow[]> {
    const { rows } = await this.values(group, { ...parameters, breakdown: dimension });
    const label = (id: string | undefined): string => labels?.[categories.indexOf(id ?? "")] ?? (id ?? "").replaceAll("_", " ");
    return rows.map((row) => ({ ...row, name: label(row.category) })).sort((a, b) => (b.value ?? -1) - (a.value ?? -1));
  }

  private once<T>(path: string, parameters: Parameters): Promise<T> {
    const key = `${path} ${JSON.stringify(parameters)}`;
    const known = this.answers.get(key);
    if (known !== undefined) return known as Promise<T>;
    const answer = this.client.ask<T>(path, parameters);
    this.answers.set(key, answer);
    answer.catch(() => this.answers.delete(key));
    return answer;
  }
}
