import { FluentBundle, FluentResource } from "@fluent/bundle";
import { readdirSync, readFileSync } from "node:fs";
import type { Plugin } from "vite";

const FOLDER = new URL("../../styles/words/", import.meta.url);
const MODULE = "virtual:words";

/** Of a catalogue the messages of the pages, by id, parsed: what else the server says need not travel, nor a parser. */
export function messagesOfPages(catalogue: string): Record<string, unknown> {
  const messages = new FluentResource(catalogue).body.filter((entry) => entry.id.startsWith("page-"));
  return Object.fromEntries(messages.map(({ id, value }) => [id, value]));
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
  resolveId: (id) => (id === MODULE ? `\0${MODULE}` : null),
  load(id) {
    if (id !== `\0${MODULE}`) return null;
    const files = readdirSync(FOLDER).filter((name) => name.endsWith(".ftl"));
    const messages = files.map((name) => {
      this.addWatchFile(new URL(name, FOLDER).pathname);
      return [name.replace(/\.ftl$/, ""), messagesOfPages(readFileSync(new URL(name, FOLDER), "utf8"))];
    });
    return `export default ${JSON.stringify(Object.fromEntries(messages))};`;
  },
};
