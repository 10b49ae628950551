import { FluentBundle, type FluentVariable } from "@fluent/bundle";
import loaders from "virtual:words";
import { isolated } from "./direction";
import { languageOf } from "./language";

/** Turns the id of a message, and what is put into it, into words for readers. */
export type Translate = (id: string, given?: Record<string, FluentVariable>) => string;

const loaded = new Map<string, Promise<void>>();
const bundles = new Map<string, FluentBundle>();
const translators = new Map<string, Translate>();

/**
 * Loads the words of a language, or of the page where none is named. The entry of each page waits for this before it imports what says anything:
 *
 *     await loadWords();
 *     await import("./page");
 */
export function loadWords(lang?: string | null): Promise<void> {
  const language = languageOf(lang, loaders);
  const known = loaded.get(language);
  if (known !== undefined) return known;
  const loading = load(language);
  loaded.set(language, loading);
  // What could not be loaded is asked for again the next time.
  loading.catch(() => loaded.delete(language));
  return loading;
}

/**
 * The words of a language, or of the page where none is named, once they are loaded; until then those of the page. They are those of the catalogues in `styles/words`, which the
 * server reads too; a language without a catalogue, and a message that it lacks, is English.
 */
export function translatorFor(lang: string | null | undefined): Translate {
  const language = languageOf(lang, loaders);
  const known = translators.get(language);
  if (known !== undefined) return known;
  const t: Translate = (id, given) => {
    const bundle = bundles.get(language) ?? bundles.get(languageOf(null, loaders));
    const pattern = bundle?.getMessage(id)?.value;
    return bundle === undefined || pattern === null || pattern === undefined ? id : bundle.formatPattern(pattern, inSentence(given, bundle.getMessage("page-direction")?.value === "rtl"), []);
  };
  translators.set(language, t);
  return t;
}

async function load(language: string): Promise<void> {
  const messages = await loaders[language]?.();
  const bundle = new FluentBundle(language, { useIsolating: false });
  bundle.addResource({ body: Object.entries(messages?.default ?? {}).map(([id, value]) => ({ id, value, attributes: {} })) });
  bundles.set(language, bundle);
}

/** What is put into a message. */
function inSentence(given: Record<string, FluentVariable> | undefined, fromRight: boolean): Record<string, FluentVariable> | null {
  if (given === undefined) return null;
  return Object.fromEntries(Object.entries(given).map(([name, value]) => [name, isolated(value, fromRight)]));
}
