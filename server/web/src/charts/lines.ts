import { dot, line, plot, ruleY, text, type Markish } from "@observablehq/plot";
import "./charts.css";
import { stretches, type Point, type Series } from "./series";

export interface LineChart {
  series: readonly Series[];
  /** What the chart shows, in words, for those who do not see it. */
  title: string;
  width: number;
  /** A value in words. */
  format: (value: number) => string;
  /** A year in words, short. */
  year: (year: number) => string;
}

/** So many colours there are; what comes after begins anew. They are rules of `charts.css`, by class. */
const COLOURS = 6;
const HEIGHT = 260;
/** Room for the names of lines behind their ends, in pixels for each letter, up to a third of the chart. */
const LETTER = 6.6;
/** Names do not stand nearer to each other than this. */
const LINE_HEIGHT = 14;
const [TOP, BOTTOM] = [16, 28];

interface Drawn extends Point {
  label: string;
  value: number;
}

/** A line for each series, named at its end. A year without a value interrupts its line; the step to a partial year is dashed, and its point hollow. */
export function lineChart({ series, title, width, format, year }: LineChart): SVGSVGElement {
  const known = (points: readonly Point[], label: string): Drawn[] => points.flatMap((point) => (point.value === null ? [] : [{ ...point, label, value: point.value }]));
  const years = [...new Set(series.flatMap(({ points }) => points.map((point) => point.year)))].sort((a, b) => a - b);
  const highest = Math.max(1, ...series.flatMap(({ points }) => points.map(({ value }) => value ?? 0)));
  const longest = Math.max(...series.map(({ label }) => label.length), 0);
  const marginRight = Math.min(longest * LETTER + 12, width / 3);
  const marks: Markish[] = [ruleY([0], { className: "zero" })];
  const ends: { label: string; year: number; value: number; colour: string }[] = [];
  for (const [at, one] of series.entries()) {
    const colour = `series-${at % COLOURS}`;
    for (const { points, label, dashed } of stretches(one)) {
      marks.push(line(known(points, label), { x: "year", y: "value", className: `${colour} ${dashed ? "dashed" : "full"}`, stroke: "currentColor", strokeWidth: 2, ...(dashed ? { strokeDasharray: "4 4" } : {}) }));
    }
    const points = known(one.points, one.label);
    const title = ({ year: of, value, label }: Drawn): string => `${label}, ${year(of)}: ${format(value)}`;
    const shape = { x: "year", y: "value", r: 3.5, stroke: "currentColor", strokeWidth: 2, title, className: colour } as const;
    marks.push(dot(points.filter(({ partial }) => !partial), { ...shape, fill: "currentColor" }), dot(points.filter(({ partial }) => partial), { ...shape, fill: "white" }));
    const last = points.at(-1);
    if (last !== undefined) ends.push({ label: one.label, year: last.year, value: last.value, colour });
  }
  for (const { colour, offset, ...end } of apart(ends, highest)) {
    marks.push(text([end], { x: "year", y: "value", text: "label", textAnchor: "start", dx: 9, dy: offset, lineWidth: marginRight / 11, textOverflow: "ellipsis", className: `name ${colour}`, fill: "currentColor" }));
  }
  const figure = plot({
    width,
    height: HEIGHT,
    marginTop: TOP,
    marginBottom: BOTTOM,
    marginLeft: Math.max(40, format(highest).length * 7.5 + 8),
    marginRight,
    className: "chart",
    x: { type: "point", domain: years, label: null, tickFormat: year, tickSize: 0 },
    y: { domain: [0, highest], nice: true, grid: true, label: null, tickFormat: format, ticks: 5, tickSize: 0 },
    marks,
  }) as SVGSVGElement;
  return accessible(figure, title);
}

/** Names at the ends of lines, moved away from each other. */
function apart<End extends { value: number }>(ends: readonly End[], highest: number): (End & { offset: number })[] {
  const pixels = (value: number): number => (1 - value / highest) * (HEIGHT - TOP - BOTTOM);
  let lowest = -Infinity;
  return [...ends].sort((a, b) => b.value - a.value).map((end) => {
    const at = Math.max(pixels(end.value), lowest + LINE_HEIGHT);
    lowest = at;
    return { ...end, offset: at - pixels(end.value) };
  });
}

/** A drawing with its words. The style sheet that Plot writes into it would be refused by the policy of the page: its rules are in `charts.css`. */
function accessible(figure: SVGSVGElement, title: string): SVGSVGElement {
  figure.querySelector("style")?.remove();
  for (const part of figure.querySelectorAll("[aria-label]")) part.removeAttribute("aria-label");
  figure.setAttribute("role", "img");
  figure.setAttribute("aria-label", title);
  return figure;
}
