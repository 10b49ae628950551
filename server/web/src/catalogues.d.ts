/** The messages of the pages by language and id, parsed: what `catalogues.ts` takes from the folder `styles/words`. */
declare module "virtual:words" {
  const catalogues: Record<string, Record<string, import("@fluent/bundle").Message["value"]>>;
  export default catalogues;
}
