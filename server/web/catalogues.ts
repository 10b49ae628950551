import { FluentBundle, FluentResource } from "@fluent/bundle";
import { readdirSync, readFileSync } from "node:fs";
import type { Plugin } from "vite";

const FOLDER = new URL("../../styles/words/", import.meta.url);
const MODULE = "virtual:words";
const FIRST_MODULE = "virtual:first-words";
const ENGLISH = "en";

/** The messages of `src/first-words.ts`. */
const FIRST_WORDS = [
  "page-loading-map", "page-try-again", "page-map-failed", "page-map-partly-failed", "page-went-wrong", "page-unreachable", "page-check-connection",
  "page-server-answered", "page-cannot-draw", "page-values-below", "page-zoom-in", "page-unit-keys", "page-mark-on-map", "page-choose-map",
  "page-blocked", "page-allow-server", "page-no-server", "page-check-src",
];

/** Of a catalogue the messages of the pages, by id, parsed: what else the server says need not travel, nor a parser. */
export function messagesOfPages(catalogue: string): Record<string, unknown> {
  const messages = new FluentResource(catalogue).body.filter((entry) => entry.id.startsWith("page-"));
  return Object.fromEntries(messages.map(({ id, value }) => [id, value]));
}

/** The first words of a language as text: neither a catalogue nor what reads it need travel for them. */
export function firstWords(...catalogues: string[]): Record<string, string> {
  const bundle = new FluentBundle("en", { useIsolating: false });
  for (const catalogue of catalogues) bundle.addResource(new FluentResource(catalogue), { allowOverrides: true });
  // What is put into a message later stands there as `{name}`.
  const text = (id: string): string => bundle.formatPattern(bundle.getMessage(id)?.value ?? id, { status: "{status}", title: "{title}", address: "{address}", directive: "{directive}" });
  return Object.fromEntries(FIRST_WORDS.map((id) => [id, text(id)]));
}

/** A page with English messages in place of `{{id}}`, as the server hands it out (`server/src/static_files.rs`). */
export function withWords(html: string, catalogue: string): string {
  const bundle = new FluentBundle("en");
  bundle.addResource(new FluentResource(catalogue));
  return html.replace(/\{\{([\w-]+)(?:\.(\w+))?(?: ([^}]*))?\}\}/g, (_, id: string, attribute?: string, address?: string) => {
    const message = bundle.getMessage(id);
    const pattern = attribute === undefined ? message?.value : message?.attributes[attribute];
    return bundle.formatPattern(pattern ?? id).replace("<a>", `<a href="${address ?? ""}">`);
  });
}

/** Of a language all messages of the pages, those of English where it has none. */
function completed(own: string, english: string): Record<string, unknown> {
  return { ...messagesOfPages(english), ...messagesOfPages(own) };
}

/**
 * The catalogues of `styles/words` as modules: a language is one file more there, and nothing here. `virtual:words` has for each language how its messages
 * are loaded, so that readers load those of their own.
 */
export const catalogues: Plugin = {
  name: "kerben-words",
  // The built pages keep their placeholders: the server puts the messages into them. `npm run dev` has no server to do so.
  transformIndexHtml: (html, page) =>
    page.server ? withWords(html, readFileSync(new URL("en.ftl", FOLDER), "utf8")) : html,
  resolveId: (id) => ([MODULE, FIRST_MODULE].includes(id) || id.startsWith(`${MODULE}/`) ? `\0${id}` : null),
  load(id) {
    if (!id.startsWith("\0virtual:")) return null;
    const text = (language: string): string => {
      const file = new URL(`${language}.ftl`, FOLDER);
      this.addWatchFile(file.pathname);
      return readFileSync(file, "utf8");
    };
    const languages = readdirSync(FOLDER).filter((name) => name.endsWith(".ftl")).map((name) => name.replace(/\.ftl$/, ""));
    if (id === `\0${MODULE}`) {
      const loaders = languages.map((language) => `${JSON.stringify(language)}: () => import(${JSON.stringify(`${MODULE}/${language}`)})`);
      return `export default { ${loaders.join(", ")} };`;
    }
    if (id === `\0${FIRST_MODULE}`) {
      const words = languages.map((language) => [language, firstWords(text(ENGLISH), text(language))]);
      return `export default ${JSON.stringify(Object.fromEntries(words))};`;
    }
    const language = id.slice(`\0${MODULE}/`.length);
    return languages.includes(language) ? `export default ${JSON.stringify(completed(text(language), text(ENGLISH)))};` : null;
  },
};
