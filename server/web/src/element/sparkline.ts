import { svg } from "./svg";

const [WIDTH, HEIGHT, MARGIN] = [120, 30, 3];

/** Points of a line in a box, in pieces: a year without a number parts it. Zero is always the bottom. */
export function pieces(values: readonly (number | null)[]): [number, number][][] {
  const known = values.filter((value) => value !== null);
  const most = Math.max(...known, 0);
  const least = Math.min(...known, 0);
  const across = (at: number): number => MARGIN + ((WIDTH - 2 * MARGIN) * at) / Math.max(values.length - 1, 1);
  const down = (value: number): number => HEIGHT - MARGIN - ((HEIGHT - 2 * MARGIN) * (value - least)) / Math.max(most - least, Number.MIN_VALUE);
  const lines: [number, number][][] = [];
  let line: [number, number][] = [];
  values.forEach((value, at) => {
    if (value === null) {
      line = [];
      return;
    }
    if (line.length === 0) lines.push(line);
    line.push([across(at), down(value)]);
  });
  return lines;
}

/** What a unit had over the years, as a small line between the first and the last; nothing where there are not two numbers. */
export function sparkline(years: readonly number[], values: readonly (number | null)[]): SVGSVGElement | null {
  if (values.filter((value) => value !== null).length < 2) return null;
  const round = (value: number): string => value.toFixed(1);
  const drawn = pieces(values).flatMap((line) => {
    const last = line.at(-1);
    const path = svg("path", { d: `M${line.map(([x, y]) => `${round(x)} ${round(y)}`).join("L")}` });
    return last === undefined ? [path] : [path, svg("circle", { cx: round(last[0]), cy: round(last[1]), r: 1.8 })];
  });
  const label = (at: number, anchor: string): SVGTextElement =>
    svg("text", { x: anchor === "start" ? MARGIN : WIDTH - MARGIN, y: HEIGHT + 11, "text-anchor": anchor }, String(years[at] ?? ""));
  return svg("svg", { class: "spark", width: WIDTH, height: HEIGHT + 14, viewBox: `0 0 ${WIDTH} ${HEIGHT + 14}`, "aria-hidden": "true" },
    ...drawn, label(0, "start"), label(years.length - 1, "end"));
}
