import { svg } from "./svg";
import type { Spot } from "./tooltip";

/** How a unit was pointed at, and where. */
export interface Pointed extends Spot {
  pcode: string;
  /** What tiles say of it, on the map of MapLibre. */
  properties?: Record<string, unknown>;
  by: "pointer" | "tap" | "keyboard";
}

/** A finger is not more exact than this, in pixels: smaller units near it are what it means. */
const FINGER = 22;
const SELECTED = "selected";

/**
 * Finds the unit under the pointer, or under a tap, of a map drawn as SVG; arrow keys go from unit to unit. A unit that was tapped stays until another one is,
 * or Escape is pressed.
 */
export class UnitPointer {
  private pinned = false;
  private current: string | null = null;
  private readonly units: ReadonlyMap<string, SVGPathElement>;
  private readonly marks = svg("g", { class: SELECTED });

  constructor(
    private readonly drawing: HTMLElement,
    private readonly picture: SVGSVGElement,
    private readonly onChange: (pointed: Pointed | null) => void,
  ) {
    const paths = [...picture.querySelectorAll<SVGPathElement>("path[data-pcode]")];
    this.units = new Map(paths.map((path) => [path.dataset["pcode"] ?? "", path]));
    // The box of this script says more than that of the browser would.
    for (const path of paths) path.querySelector("title")?.remove();
    picture.querySelector(".units")?.after(this.marks);
    picture.addEventListener("pointermove", (event) => {
      if (event.pointerType === "mouse" && !this.pinned) this.point(this.under(event), "pointer", event);
    });
    picture.addEventListener("pointerleave", (event) => {
      if (event.pointerType === "mouse" && !this.pinned) this.clear();
    });
    picture.addEventListener("click", (event) => {
      this.pinned = this.point(this.near(event), "tap", event);
    });
    drawing.addEventListener("keydown", (event) => this.onKey(event));
    drawing.addEventListener("blur", () => this.clear());
  }

  /** Marks a unit without a pointer: it was chosen in the table. */
  mark(pcode: string): void {
    this.pinned = this.go(pcode, "tap");
  }

  clear(): void {
    this.pinned = false;
    this.select(null);
    this.onChange(null);
  }

  private under(event: MouseEvent): string | undefined {
    const path = (event.target as Element).closest<SVGElement>("[data-pcode], [data-for]");
    return path?.dataset["pcode"] ?? path?.dataset["for"];
  }

  /** What a finger means: a unit too small for it that is near, or else what is under it. */
  private near(event: MouseEvent): string | undefined {
    const small = [...this.units].flatMap(([pcode, path]) => {
      const { width, height, left, top } = path.getBoundingClientRect();
      const off = Math.hypot(left + width / 2 - event.clientX, top + height / 2 - event.clientY);
      return Math.max(width, height) < FINGER && off < FINGER ? [{ pcode, off }] : [];
    });
    small.sort((a, b) => a.off - b.off);
    return small[0]?.pcode ?? this.under(event);
  }

  private onKey(event: KeyboardEvent): void {
    if (event.key === "Escape") {
      this.clear();
      return;
    }
    if (event.key === "Enter" && this.current !== null) {
      this.mark(this.current);
      return;
    }
    const step = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key];
    if (step === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    const next = this.beside(step[0] ?? 0, step[1] ?? 0);
    if (next !== undefined) this.pinned = this.go(next, "keyboard");
  }

  /** The nearest unit in a direction from the current one, or the one in the middle of the map. */
  private beside(right: number, down: number): string | undefined {
    const middles = [...this.units].map(([pcode, path]) => ({ pcode, ...middle(path.getBBox()) }));
    const from = middles.find(({ pcode }) => pcode === this.current);
    const { width, height } = this.picture.viewBox.baseVal;
    const start = from ?? { x: width / 2, y: height / 2 };
    const ways = middles.flatMap(({ pcode, x, y }) => {
      if (pcode === this.current) return [];
      const [along, aside] = [(x - start.x) * right + (y - start.y) * down, Math.abs((x - start.x) * down) + Math.abs((y - start.y) * right)];
      if (from === undefined) return [{ pcode, cost: Math.hypot(x - start.x, y - start.y) }];
      return along > Math.max(aside * 0.6, 0.5) ? [{ pcode, cost: along + 2 * aside }] : [];
    });
    ways.sort((a, b) => a.cost - b.cost);
    return ways[0]?.pcode;
  }

  /** Points at the middle of a unit. */
  private go(pcode: string, by: Pointed["by"]): boolean {
    const path = this.units.get(pcode);
    if (path === undefined) return false;
    const { left, top, width, height } = path.getBoundingClientRect();
    return this.point(pcode, by, { clientX: left + width / 2, clientY: top + height / 2 });
  }

  private point(pcode: string | undefined, by: Pointed["by"], at: { clientX: number; clientY: number }): boolean {
    if (pcode === undefined || !this.units.has(pcode)) {
      this.clear();
      return false;
    }
    const { left, top } = this.drawing.getBoundingClientRect();
    this.select(pcode);
    this.onChange({ pcode, by, x: at.clientX - left, y: at.clientY - top });
    return true;
  }

  private select(pcode: string | null): void {
    if (pcode === this.current) return;
    this.current = pcode;
    const path = pcode === null ? undefined : this.units.get(pcode);
    const d = path?.getAttribute("d");
    if (d === undefined || d === null) this.marks.replaceChildren();
    else this.marks.replaceChildren(svg("path", { d, class: "edge" }), svg("path", { d }));
  }
}

function middle({ x, y, width, height }: DOMRect): Spot {
  return { x: x + width / 2, y: y + height / 2 };
}
