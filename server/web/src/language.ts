const ENGLISH = "en";

/** Which of the languages that are there is meant by a tag such as `ky` or `ru-KG`, or by that of the page where none is named; English for any other. */
export function languageOf(tag: string | null | undefined, known: Readonly<Record<string, unknown>>): string {
  const asked = tag ?? (typeof document === "undefined" ? ENGLISH : document.documentElement.lang);
  return [asked, asked.split("-")[0]?.toLowerCase() ?? ""].find((language) => Object.hasOwn(known, language)) ?? ENGLISH;
}
