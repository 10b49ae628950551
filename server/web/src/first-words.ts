import catalogues from "virtual:first-words";

/** The few words that are needed before the server has said any, or where it says nothing, by the ids of their messages. */
export type FirstWords = (id: string, given?: Record<string, string>) => string;

/** Those of a language, or of the page where none is named; English where there is no catalogue. */
export function wordsFor(lang: string | null | undefined): FirstWords {
  const asked = lang ?? (typeof document === "undefined" ? "en" : document.documentElement.lang);
  const words = catalogues[asked] ?? catalogues["en"] ?? {};
  return (id, given = {}) => Object.entries(given).reduce((text, [name, value]) => text.replace(`{${name}}`, () => value), words[id] ?? id);
}
