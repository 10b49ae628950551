import { build } from "../build-element";
import { sparkline } from "./sparkline";
import type { Unit, Units } from "./units";

/** Where something is, in pixels from the top left of the map. */
export interface Spot {
  x: number;
  y: number;
}

/** The box beside what is pointed at: name, value, and what there was in other years. */
export class Tooltip {
  readonly element = build("div", { class: "tooltip", "aria-hidden": "true", hidden: true });

  show(unit: Unit, units: Units, at: Spot): void {
    this.element.replaceChildren(
      build("strong", {}, unit.name),
      unit.parent === "" ? "" : build("span", { class: "province" }, unit.parent),
      build("span", { class: "value" }, unit.value),
      sparkline(units.years, unit.history) ?? "",
    );
    this.element.hidden = false;
    this.moveTo(at);
  }

  hide(): void {
    this.element.hidden = true;
  }

  /** Beside the point, but always inside the map. */
  private moveTo(point: Spot): void {
    const stage = this.element.parentElement;
    if (stage === null) return;
    const gap = 14;
    const { offsetWidth: width, offsetHeight: height } = this.element;
    const right = point.x + gap + width <= stage.clientWidth;
    const below = point.y + gap + height <= stage.clientHeight;
    const left = right ? point.x + gap : point.x - gap - width;
    const top = below ? point.y + gap : point.y - gap - height;
    const inside = (value: number, most: number): number => Math.max(4, Math.min(value, most - 4));
    this.element.style.left = `${inside(left, stage.clientWidth - width)}px`;
    this.element.style.top = `${inside(top, stage.clientHeight - height)}px`;
  }
}
