import { expect, it } from "vitest";
import { factorAt } from "../src/element/circle-legend";

it("circles of the legend are as large as those of the map: twice as wide two zooms closer, and no further", () => {
  const circles = { zoom: 5.5, zooms: [3.5, 7.5] as [number, number] };
  expect([3, 3.5, 5.5, 6.5, 7.5, 12].map((zoom) => factorAt(circles, zoom))).toEqual([0.5, 0.5, 1, Math.SQRT2, 2, 2]);
});
