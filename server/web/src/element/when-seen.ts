/** Calls once when a reader comes as near to an element as a margin says. The answer calls it off. */
export function whenSeen(element: Element, margin: string, then: () => void): () => void {
  const observer = new IntersectionObserver((entries) => {
    if (!entries.some((entry) => entry.isIntersecting)) return;
    observer.disconnect();
    then();
  }, { rootMargin: margin });
  observer.observe(element);
  return () => observer.disconnect();
}
