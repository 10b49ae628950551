import { expect, it } from "vitest";
import { pieces } from "../src/element/sparkline";

it("a line of the years begins at zero, and a year without a number parts it", () => {
  const [first, second] = pieces([0, 10, null, 5, 5]);
  expect(first?.map(([, y]) => y)).toEqual([27, 3]);
  expect(second?.map(([, y]) => y)).toEqual([15, 15]);
  expect(first?.[0]?.[0]).toBe(3);
  expect(second?.at(-1)?.[0]).toBe(117);
});

it("nothing but zeros is a line at the bottom", () => {
  expect(pieces([0, 0, 0])).toEqual([[[3, 27], [60, 27], [117, 27]]]);
});
