import { dot, line, plot, ruleY, type Markish } from "@observablehq/plot";
import "./curve.css";

/** What is beyond a distance; `high` differs where the source is not precise. */
export interface CurvePoint {
  km: number;
  low: number;
  high: number;
}

export interface CurveLine {
  label: string;
  points: readonly CurvePoint[];
  /** Between its points nothing is known. */
  inBands: boolean;
}

export interface CurveChart {
  lines: readonly CurveLine[];
  /** What the chart shows, in words. */
  title: string;
  /** What the distance is. */
  distance: string;
  width: number;
  format: (value: number) => string;
}

/** So many colours there are in `curve.css`. */
export const CURVE_COLOURS = 6;

/** Households beyond each distance, a line for each service. The style sheet that Plot writes into a drawing would be refused by the policy of the page. */
export function curveChart({ lines, title, distance, width, format }: CurveChart): SVGSVGElement {
  const marks: Markish[] = [ruleY([0], { className: "curve-zero" })];
  const highest = Math.max(1, ...lines.flatMap(({ points }) => points.map(({ high }) => high)));
  for (const [at, { label, points, inBands }] of lines.entries()) {
    const className = `curve-${at % CURVE_COLOURS}`;
    const told = ({ km, low, high }: CurvePoint): string => `${label}, ${format(km)} km: ${low === high ? format(low) : `${format(low)} – ${format(high)}`}`;
    const shape = { x: "km", stroke: "currentColor", strokeWidth: 2, className } as const;
    const data = [...points];
    marks.push(line(data, { ...shape, y: "low", ...(inBands ? { strokeDasharray: "3 4" } : {}) }));
    if (data.some(({ low, high }) => low !== high)) marks.push(line(data, { ...shape, y: "high", strokeWidth: 1, strokeDasharray: "1 3" }));
    if (inBands || data.length < 16) marks.push(dot(data, { ...shape, y: "low", r: 3.5, fill: "currentColor", title: told }));
  }
  const figure = plot({
    width, height: 280, marginTop: 14, marginBottom: 40, marginRight: 14, marginLeft: Math.max(44, format(highest).length * 8 + 8), className: "curve",
    x: { label: distance, labelAnchor: "center", labelArrow: "none", tickFormat: format, tickSize: 0 },
    y: { domain: [0, highest], nice: true, grid: true, label: null, tickFormat: format, ticks: 5, tickSize: 0 },
    marks,
  }) as SVGSVGElement;
  figure.querySelector("style")?.remove();
  for (const part of figure.querySelectorAll("[aria-label]")) part.removeAttribute("aria-label");
  figure.setAttribute("role", "img");
  figure.setAttribute("aria-label", title);
  return figure;
}
