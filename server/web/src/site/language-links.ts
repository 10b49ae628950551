/** Another language of the page shows the same: its links take the query and the hash along, whatever they are when somebody follows one. */
export function keepQuery(): void {
  document.querySelector(".site .languages")?.addEventListener("click", (event) => {
    const link = event.target instanceof Element ? event.target.closest("a") : null;
    if (link !== null) link.href = inLanguage(location, link.hreflang);
  });
}

/** The address of a page in a language. */
export function inLanguage({ search, hash }: { search: string; hash: string }, lang: string): string {
  const query = new URLSearchParams(search);
  query.set("lang", lang);
  return `?${query.toString()}${hash}`;
}
