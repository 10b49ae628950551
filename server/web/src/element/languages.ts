/** The languages of what an element stands in, then those of the reader: the dataset has the map in the first of them that it knows. */
export function articleLanguages(element: Element): string[] {
  const [own, ...readers] = [languageAround(element), ...navigator.languages];
  return [...new Set([own ?? "", ...readers].filter((tag) => /^[A-Za-z0-9-]+$/.test(tag)))];
}

/** The `lang` of the nearest element around another one that has one, out of whatever shadow trees they stand in. */
function languageAround(element: Element): string | undefined {
  const around = element.parentElement?.closest<HTMLElement>("[lang]");
  if (around != null) return around.lang;
  const root = element.getRootNode();
  return root instanceof ShadowRoot ? languageAround(root.host) : undefined;
}
