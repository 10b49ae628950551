import { FluentBundle, type FluentVariable } from "@fluent/bundle";
import catalogues from "virtual:words";
import { isolated } from "./direction";

/** Turns the id of a message, and what is put into it, into words for readers. */
export type Translate = (id: string, given?: Record<string, FluentVariable>) => string;

const ENGLISH = "en";
const translators = new Map<string, Translate>();

/**
 * The words of a language, or of the page where none is named. They are those of the catalogues in `styles/words`, which the server reads
 * too; a language without a catalogue, and a message that it lacks, is English.
 */
export function translatorFor(lang: string | null | undefined): Translate {
  const asked = lang ?? (typeof document === "undefined" ? ENGLISH : document.documentElement.lang);
  const language = asked in catalogues ? asked : ENGLISH;
  const known = translators.get(language);
  if (known !== undefined) return known;
  const t = translatorOf(language);
  translators.set(language, t);
  return t;
}

/** What is put into a message. */
function inSentence(given: Record<string, FluentVariable> | undefined): Record<string, FluentVariable> | null {
  if (given === undefined) return null;
  return Object.fromEntries(Object.entries(given).map(([name, value]) => [name, isolated(value)]));
}

function translatorOf(language: string): Translate {
  const bundle = new FluentBundle([language, ENGLISH], { useIsolating: false });
  for (const name of [ENGLISH, language]) {
    const body = Object.entries(catalogues[name] ?? {}).map(([id, value]) => ({ id, value, attributes: {} }));
    bundle.addResource({ body }, { allowOverrides: true });
  }
  return (id, given) => {
    const pattern = bundle.getMessage(id)?.value;
    return pattern === null || pattern === undefined ? id : bundle.formatPattern(pattern, inSentence(given), []);
  };
}
