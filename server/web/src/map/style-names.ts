// Names in the server's styles that the element relies on.
export const SOURCE = "kerben";
export const FILL = "kerben-fill";
