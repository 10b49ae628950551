/** Letters that run from right to left, such as Arabic: the blocks of Unicode that are set aside for them. */
const RIGHT_TO_LEFT = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u;
const [FIRST_STRONG_ISOLATE, POP_DIRECTIONAL_ISOLATE] = ["\u2068", "\u2069"];

/** Whether a text may run from right to left: it has such letters, and is no sentence in which they are marked off. */
export function hasOwnDirection(text: string): boolean {
  return RIGHT_TO_LEFT.test(text) && !text.includes(FIRST_STRONG_ISOLATE);
}

/** Letters from the left, and what belongs to a number: in a sentence from the right they would fall apart. */
const LEFT_TO_RIGHT = /[\p{Script=Latin}\p{Script=Cyrillic}%+\u2212]/u;

/** A text to put into a sentence. What runs against the sentence is marked off, so that what follows it stays where it is. */
export function isolated<T>(text: T, fromRight = false): T | string {
  if (typeof text !== "string") return text;
  const isAgainst = fromRight ? LEFT_TO_RIGHT.test(text) && !text.includes(FIRST_STRONG_ISOLATE) : hasOwnDirection(text);
  return isAgainst ? FIRST_STRONG_ISOLATE + text + POP_DIRECTIONAL_ISOLATE : text;
}
