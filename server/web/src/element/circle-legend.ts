import type { Circles } from "../api/types";

const SVG = "http://www.w3.org/2000/svg";
/** Between the circles and what they stand for, and between two lines of that. */
const GAP = 10;
const LINE = 16;

/** Circles inside each other, with what they stand for beside them: as large as those on the map, at whatever zoom that is. */
export class CircleLegend {
  readonly element: SVGSVGElement;

  constructor(private readonly circles: Circles) {
    this.element = svg("svg", { class: "nested", role: "img" });
    const labels = circles.values.map((example) => example.label).join(", ");
    this.element.setAttribute("aria-label", `${circles.title}: ${labels} ${circles.unit}`);
    this.scale(circles.zoom);
  }

  /** The map has another zoom. */
  scale(zoom: number): void {
    const factor = factorAt(this.circles, zoom);
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

function svg<K extends keyof SVGElementTagNameMap>(
  tag: K, attributes: Record<string, string | number>, text?: string,
): SVGElementTagNameMap[K] {
  const element = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, String(value));
  if (text !== undefined) element.textContent = text;
  return element;
}
