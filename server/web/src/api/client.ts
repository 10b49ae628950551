import { relocated, withQuery } from "./address";
import { isAbout, Problem } from "./problem";
import type {
  Catalogue, Indicator, MapDocument, Round, Service, Source, ValueRow,
} from "./types";

export type Parameters = Record<string, string | number | null | undefined>;

/** So many places of a level are asked for at once, to choose from; larger datasets are searched. */
export const MOST_PLACES = 1_000;

/** Asks one Kerben server. */
export class Client {
  constructor(readonly server: string) {}

  /** The map for a request, whatever it asks for: what cannot be shown is left out, and `notices` say so. */
  async map(request: Parameters, signal?: AbortSignal): Promise<MapDocument> {
    const map = await this.get<MapDocument>(this.server + withQuery("embed.json", request), signal);
    return relocated(map, map.root, this.server);
  }

  /** The same map as a card that a page shows as it is, in the first of some languages that the dataset has, where the request names none. */
  async card(request: Parameters, languages: readonly string[], signal?: AbortSignal): Promise<string> {
    const response = await this.fetch(this.server + withQuery("embed/map", request), signal, { "Accept-Language": accepted(languages) });
    return response.text();
  }

  /** What can be chosen, with labels in a language; in the main one of the dataset where it does not have it. */
  async catalogue(lang: string | undefined, signal?: AbortSignal): Promise<Catalogue> {
    try {
      const [{ rounds }, { indicators }, { services }] = await Promise.all([
        this.get<{ rounds: Round[] }>(this.server + withQuery("rounds", { lang }), signal),
        this.get<{ indicators: Indicator[] }>(this.server + withQuery("indicators", { lang }), signal),
        this.get<{ services: Service[] }>(this.server + withQuery("services", { lang }), signal),
      ]);
      return { lang, rounds, indicators, services };
    } catch (error) {
      if (lang === undefined || !(isAbout(error, "lang"))) throw error;
      return { ...await this.catalogue(undefined, signal), lang };
    }
  }

  /** Rows of values, whose address a map names, with the names of places in a language. */
  async values(address: string, lang: string, signal?: AbortSignal): Promise<ValueRow[]> {
    const url = new URL(address);
    url.searchParams.set("lang", lang);
    return (await this.get<{ rows: ValueRow[] }>(url.href, signal)).rows;
  }

  /** The provinces of the same values, by name; none where there are none. */
  async provinces(address: string, lang: string, signal?: AbortSignal): Promise<ValueRow[]> {
    const url = new URL(address);
    url.searchParams.set("by", "admin1");
    url.searchParams.delete("within");
    try {
      return (await this.values(url.href, lang, signal)).sort((a, b) => a.name.localeCompare(b.name, lang));
    } catch (error) {
      if (isAbout(error, "by")) return [];
      throw error;
    }
  }

  async sources(signal?: AbortSignal): Promise<Source[]> {
    return (await this.get<{ sources: Source[] }>(`${this.server}sources`, signal)).sources;
  }

  /** Asks for JSON at a path below the root of the server. */
  ask<T>(path: string, parameters: Parameters = {}, signal?: AbortSignal): Promise<T> {
    return this.get(this.server + withQuery(path, parameters), signal);
  }

  private async get<T>(address: string, signal?: AbortSignal): Promise<T> {
    return (await (await this.fetch(address, signal)).json()) as T;
  }

  private async fetch(address: string, signal?: AbortSignal, headers: Record<string, string> = {}): Promise<Response> {
    const response = await fetch(address, {
      headers: { Accept: "application/json, application/geo+json", ...headers },
      credentials: "omit",
      signal: signal ?? null,
    });
    if (!response.ok) throw await Problem.fromResponse(response);
    return response;
  }
}

/** Languages in the order of preference, as a header. */
function accepted(languages: readonly string[]): string {
  return languages.slice(0, 9).map((tag, at) => (at === 0 ? tag : `${tag};q=0.${10 - at}`)).join(", ");
}
