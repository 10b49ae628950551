/** How the messages of the pages are loaded, by language: what `catalogues.ts` takes from the folder `styles/words`. */
declare module "virtual:words" {
  type Messages = Record<string, import("@fluent/bundle").Message["value"]>;
  const loaders: Record<string, () => Promise<{ default: Messages }>>;
  export default loaders;
}

/** The words that are needed before the server has said any, by language. */
declare module "virtual:first-words" {
  const words: Record<string, Record<string, string>>;
  export default words;
}
