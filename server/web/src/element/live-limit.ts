/**
 * A browser draws few maps of WebGL at a time: beyond that it takes the drawing from the oldest one. So the map that was used least lately goes back to its
 * picture before that.
 */
const MOST = 6;

interface Drawn {
  giveWay(): void;
}

const drawn: Drawn[] = [];

/** A map is drawn, or used again. */
export function use(map: Drawn): void {
  release(map);
  drawn.push(map);
  while (drawn.length > MOST) drawn.shift()?.giveWay();
}

/** A map is not drawn any more. */
export function release(map: Drawn): void {
  const at = drawn.indexOf(map);
  if (at >= 0) drawn.splice(at, 1);
}
