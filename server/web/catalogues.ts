import { FluentBundle, FluentResource } from "@fluent/bundle";
import { readdirSync, readFileSync } from "node:fs";
import type { Plugin } from "vite";

const FOLDER = new URL("../../styles/words/", import.meta.url);
const MODULE = "virtual:words";
const FIRST_MODULE = "virtual:first-words";

/** The messages of `src/first-words.ts`. */
const FIRST_WORDS = [
  "page-loading-map", "page-try-again", "page-map-failed", "page-map-partly-failed", "page-went-wrong", "page-unreachable", "page-check-connection",
  "page-server-answered", "page-cannot-draw", "page-values-below", "page-zoom-in", "page-unit-keys", "page-mark-on-map",
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
  const text = (id: string): string => bundle.formatPattern(bundle.getMessage(id)?.value ?? id, { status: "{status}", title: "{title}" });
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

/** The catalogues of `styles/words` as a module: a language is one file more there, and nothing here. */
export const catalogues: Plugin = {
  name: "kerben-words",
  // The built pages keep their placeholders: the server puts the messages into them. `npm run dev` has no server to do so.
  transformIndexHtml: (html, page) =>
    page.server ? withWords(html, readFileSync(new URL("en.ftl", FOLDER), "utf8")) : html,
  resolveId: (id) => ([MODULE, FIRST_MODULE].includes(id) ? `\0${id}` : null),
  load(id) {
    if (id !== `\0${MODULE}` && id !== `\0${FIRST_MODULE}`) return null;
    const files = readdirSync(FOLDER).filter((name) => name.endsWith(".ftl"));
    const text = (name: string): string => readFileSync(new URL(name, FOLDER), "utf8");
    const messages = files.map((name) => {
      this.addWatchFile(new URL(name, FOLDER).pathname);
      const words = id === `\0${MODULE}` ? messagesOfPages(text(name)) : firstWords(text("en.ftl"), text(name));
      return [name.replace(/\.ftl$/, ""), words];
    });
    return `export default ${JSON.stringify(Object.fromEntries(messages))};`;
  },
};
