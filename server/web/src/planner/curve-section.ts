import type { Service } from "../api/types";
import { build } from "../build-element";
import { formatNumber, illustrative } from "../numbers";
import { translatorFor } from "../words";
import type { Curve, PlannerData } from "./planner-data";
import type { PlannerState } from "./planner-state";
import { intervalText } from "./planner-words";

const t = translatorFor(null);

/** Households beyond each distance: a line for each chosen service, and the same as a table. */
export class CurveSection {
  readonly element = build("section", { class: "panel curve-panel", "aria-labelledby": "curve-title" });
  private readonly key = build("ul", { class: "key" });
  private readonly chart = build("div", { class: "chart-place" });
  private readonly notes = build("p", { class: "quiet" });
  private readonly table = build("table");
  private drawn = 0;
  private again: () => void = () => undefined;

  constructor() {
    this.element.append(
      build("h2", { id: "curve-title" }, t("page-planner-curve")), this.key, this.chart, this.notes,
      build("details", { class: "curve-table" }, build("summary", {}, t("page-planner-curve-table")), build("div", { class: "scroll", tabindex: "0" }, this.table)),
    );
    new ResizeObserver(() => {
      if (Math.abs(this.chart.clientWidth - this.drawn) > 4) this.again();
    }).observe(this.chart);
  }

  async show(data: PlannerData, state: PlannerState, services: readonly Service[], signal: AbortSignal): Promise<void> {
    const curves = await Promise.all(state.services.map((service) => data.curve(service, state, signal)));
    const { CURVE_COLOURS, curveChart } = await import("../charts/curve");
    if (signal.aborted) return;
    const labelOf = (curve: Curve): string => services.find(({ id }) => id === curve.service)?.label ?? curve.service;
    const shown = curves.filter((curve) => curve.points.some(({ households }) => households !== null));
    const isMarked = curves.some((curve) => curve.illustrative);
    const lines = shown.map((curve) => ({
      label: labelOf(curve),
      inBands: curve.distances === "bands",
      points: [
        ...(curve.points[0]?.households_lacking == null ? [] : [{ km: 0, low: curve.points[0].households_lacking, high: curve.points[0].households_lacking }]),
        ...curve.points.flatMap(({ km, households }) => (households === null ? [] : [{ km, low: households.low, high: households.high }])),
      ],
    }));
    this.key.replaceChildren(...lines.map(({ label }, at) => build("li", { class: `curve-${at % CURVE_COLOURS}` }, build("span", { class: "stroke", "aria-hidden": "true" }), build("span", { class: "label" }, label))));
    if (isMarked) this.key.append(build("li", { class: "mark" }, t("page-illustrative")));
    const hidden = curves.filter((curve) => !shown.includes(curve)).map((curve) => t("page-planner-curve-suppressed", { service: labelOf(curve) }));
    this.notes.textContent = [...hidden, lines.some(({ inBands }) => inBands) ? t("page-planner-curve-bands") : ""].filter(Boolean).join(" ");
    this.again = () => {
      this.drawn = this.chart.clientWidth;
      if (lines.length === 0 || this.drawn === 0) return this.chart.replaceChildren();
      this.chart.replaceChildren(curveChart({ lines, title: t("page-planner-curve-alt"), distance: t("page-planner-curve-x"), width: Math.max(280, this.drawn), format: (value) => formatNumber(value) }));
    };
    this.again();
    this.fillTable(curves, labelOf, isMarked);
  }

  private fillTable(curves: readonly Curve[], labelOf: (curve: Curve) => string, isMarked: boolean): void {
    const distances = [...new Set(curves.flatMap(({ points }) => points.map(({ km }) => km)))].sort((a, b) => a - b);
    const marked = (text: string): string => (isMarked ? illustrative(text) : text);
    this.table.replaceChildren(
      build("thead", {}, build("tr", {}, build("th", { scope: "col" }, t("page-distance")), ...curves.map((curve) => build("th", { scope: "col", class: "number" }, marked(labelOf(curve)))))),
      build("tbody", {}, ...distances.map((km) => build("tr", {},
        build("th", { scope: "row" }, t("page-more-than-km", { km: formatNumber(km) })),
        ...curves.map((curve) => {
          const point = curve.points.find((point) => point.km === km);
          return build("td", { class: "number" }, point === undefined ? "" : intervalText(point.households));
        }))),
      ),
    );
  }
}
