import { isOn, readRequest, REQUEST_NAMES, type MapRequest } from "../element/request";

/** How the map behaves in the page that it is put into. */
export const FLAG_NAMES = ["controls", "plain", "static"] as const;
export type FlagName = (typeof FLAG_NAMES)[number];

/** What was chosen in the builder; what was not is as usual. */
export interface BuilderState {
  map: MapRequest;
  flags: FlagName[];
  /** Whether the map follows new rounds. */
  latest: boolean;
}

/** The editor's own words, with as many characters as the server accepts. */
export const MOST_CHARACTERS = { title: 200, subtitle: 300, note: 600 } as const;
export type OwnText = keyof typeof MOST_CHARACTERS;
export const MOST_HIGHLIGHTED = 20;

/** Names of the query that are the page's. The language of the map has another name than that of the page. */
const [MAP_LANGUAGE, LATEST] = ["map_lang", "latest"];

/** Reads `?indicator=emigrants&year=2023&title=…`; what it does not know it leaves out. The map speaks the language of the page unless another one is chosen. */
export function readState(search: string, pageLanguage: string): BuilderState {
  const query = new URLSearchParams(search);
  const map = readRequest((name) => query.get(name === "lang" ? MAP_LANGUAGE : name));
  return {
    map: { ...map, lang: map.lang ?? pageLanguage },
    flags: FLAG_NAMES.filter((name) => isOn(query.get(name))),
    latest: isOn(query.get(LATEST)),
  };
}

/** The shortest query for a state, in a fixed order. `lang` stays as the address has it: it is chosen elsewhere. */
export function writeState(state: BuilderState, search: string, pageLanguage: string): string {
  const query = new URLSearchParams();
  const put = (name: string, value: string | null | undefined): void => {
    if (value !== undefined && value !== null && value !== "") query.set(name, value);
  };
  for (const name of REQUEST_NAMES) if (name !== "lang") put(name, state.map[name]);
  for (const name of FLAG_NAMES) if (state.flags.includes(name)) put(name, "true");
  if (state.latest) put(LATEST, "true");
  if (state.map.lang !== pageLanguage) put(MAP_LANGUAGE, state.map.lang);
  put("lang", new URLSearchParams(search).get("lang"));
  const text = query.toString();
  return text === "" ? "" : `?${text}`;
}

/** The request with another value, or without one. */
export function withValue<Name extends keyof MapRequest>(request: MapRequest, name: Name, value: string): MapRequest {
  const { [name]: _, ...others } = request;
  return value === "" ? others : { ...others, [name]: value };
}

/** An editor's text as the server takes it: one line, each space once, and no more of it than there is room for. */
export function oneLine(text: string, most: number): string {
  return [...text.split(/\s+/u).filter((word) => word !== "").join(" ")].slice(0, most).join("");
}

/** The codes or names of a list that is separated by commas. */
export function listed(text: string | undefined): string[] {
  return (text ?? "").split(",").filter((name) => name !== "");
}
