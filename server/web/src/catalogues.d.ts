/** The messages of the pages by language and id, parsed: what `catalogues.ts` takes from the folder `styles/words`. */
declare module "virtual:words" {
  const catalogues: Record<string, Record<string, import("@fluent/bundle").Message["value"]>>;
  export default catalogues;
}

/** The words that are needed before the server has said any, by language. */
declare module "virtual:first-words" {
  const words: Record<string, Record<string, string>>;
  export default words;
}
