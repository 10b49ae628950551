import type { Circles } from "../api/types";
import { svg } from "./svg";

/** Between the circles and what they stand for, and between two lines of that. */
const GAP = 10;
const LINE = 16;

/** Circles inside each other, with what they stand for beside them: as large as those on the map, at whatever zoom that is. */
export class CircleLegend {
  constructor(
    /** The legend that the server drew for a map of usual width. */
    private readonly element: SVGSVGElement,
    private readonly circles: Circles,
  ) {}

  /** The map has another zoom. */
  atZoom(zoom: number): void {
    this.scale(factorAt(this.circles, zoom));
  }

  /** The map is a picture on which the largest circle is so large. */
  atRadius(largest: number): void {
    const usual = this.circles.values[0]?.radius ?? 0;
    if (usual > 0 && largest > 0) this.scale(largest / usual);
  }

  private scale(factor: number): void {
    const radii = this.circles.values.map((example) => example.radius * factor);
    const largest = radii[0] ?? 0;
    const [middle, bottom] = [largest + 1, 2 * largest + LINE / 2];
    const nodes: SVGElement[] = [];
    let lowest = -Infinity;
    this.circles.values.forEach((example, index) => {
      const radius = radii[index] ?? 0;
      const top = bottom - 2 * radius;
      const beside = Math.max(top, lowest + LINE);
      lowest = beside;
      const right = 2 * largest + GAP;
      nodes.push(
        svg("circle", { cx: middle, cy: bottom - radius, r: radius, stroke: this.circles.color }),
        svg("path", { d: `M${middle} ${top}L${right} ${beside}`, stroke: this.circles.color }),
        svg("text", { x: right + 4, y: beside + 4 }, example.label),
      );
    });
    const height = Math.max(bottom + 1, lowest + LINE / 2);
    this.element.setAttribute("height", String(Math.ceil(height)));
    this.element.replaceChildren(...nodes);
  }
}

/** How much larger circles are at a zoom than at that of the legend: twice as wide two zooms closer. */
export function factorAt(circles: Pick<Circles, "zoom" | "zooms">, zoom: number): number {
  const [least, most] = circles.zooms;
  return 2 ** ((Math.min(Math.max(zoom, least), most) - circles.zoom) / 2);
}
