// Names in the server's styles that the element relies on.
export const SOURCE = "kerben";
export const CIRCLES = "kerben-circles";

/** Whether a layer draws areas: there is one for each class, and for each status without a number. */
export function isFill(id: string): boolean {
  return id.startsWith("kerben-fill-");
}

/** Whether a layer draws the patterns of areas without a number, over their colours. */
export function isPattern(id: string): boolean {
  return id.startsWith("kerben-pattern-");
}
