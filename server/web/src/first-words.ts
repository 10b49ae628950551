import catalogues from "virtual:first-words";
import { languageOf } from "./language";

/** The few words that are needed before the server has said any, or where it says nothing, by the ids of their messages. */
export type FirstWords = (id: string, given?: Record<string, string>) => string;

/** Those of a language, or of the page where none is named; English where there is no catalogue. */
export function wordsFor(lang: string | null | undefined): FirstWords {
  const words = catalogues[languageOf(lang, catalogues)] ?? {};
  return (id, given = {}) => Object.entries(given).reduce((text, [name, value]) => text.replace(`{${name}}`, () => value), words[id] ?? id);
}
