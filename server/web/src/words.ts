import { FluentBundle, type FluentVariable } from "@fluent/bundle";
import catalogues from "virtual:words";

/** Turns the id of a message, and what is put into it, into words for readers. */
export type Say = (id: string, given?: Record<string, FluentVariable>) => string;

const ENGLISH = "en";
const kept = new Map<string, Say>();

/**
 * The words of a language, or of the page where none is named. They are those of the catalogues in `styles/words`, which the server reads
 * too; a language without a catalogue, and a message that it lacks, is English.
 */
export function wordsIn(lang: string | null | undefined): Say {
  const asked = lang ?? (typeof document === "undefined" ? ENGLISH : document.documentElement.lang);
  const language = asked in catalogues ? asked : ENGLISH;
  const known = kept.get(language);
  if (known !== undefined) return known;
  const say = sayIn(language);
  kept.set(language, say);
  return say;
}

function sayIn(language: string): Say {
  const bundle = new FluentBundle([language, ENGLISH], { useIsolating: false });
  for (const name of [ENGLISH, language]) {
    const body = Object.entries(catalogues[name] ?? {}).map(([id, value]) => ({ id, value, attributes: {} }));
    bundle.addResource({ body }, { allowOverrides: true });
  }
  return (id, given) => {
    const pattern = bundle.getMessage(id)?.value;
    return pattern === null || pattern === undefined ? id : bundle.formatPattern(pattern, given ?? null, []);
  };
}
