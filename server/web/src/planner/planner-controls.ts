import type { Service } from "../api/types";
import { build, buildSelect, type Option } from "../build-element";
import { kilometreOptions } from "../element/choices";
import { translatorFor } from "../words";
import { exactKm, type Area, type Areas } from "./planner-data";
import type { Match, PlannerState } from "./planner-state";

const t = translatorFor(null);
/** Typing is followed by an answer after so many milliseconds. */
const PAUSE = 400;

/** Services, distance, least households, place and name. */
export class PlannerControls {
  readonly element: HTMLElement;
  private readonly form = build("form", { class: "controls", "aria-label": t("page-which-communities") });
  private services: readonly Service[] = [];
  private state: PlannerState | null = null;
  private written = "";
  private typing = 0;
  /** What there is to choose from. */
  private areas: Areas = { provinces: [], districts: [] };

  constructor(private readonly onAsk: (state: PlannerState) => void) {
    const details = build("details", { class: "choices", open: window.innerWidth > 620 }, build("summary", {}, t("page-planner-choose")), this.form);
    this.element = details;
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.ask();
    });
    this.form.addEventListener("change", (event) => {
      if (event.target instanceof HTMLInputElement && event.target.type === "search") return;
      this.ask(event.target instanceof HTMLInputElement && event.target.name === "km_exactly");
    });
    this.form.addEventListener("input", (event) => {
      if (!(event.target instanceof HTMLInputElement) || event.target.name !== "q") return;
      clearTimeout(this.typing);
      this.typing = window.setTimeout(() => this.ask(), PAUSE);
    });
  }

  show(state: PlannerState, services: readonly Service[], areas: Areas): void {
    this.areas = areas;
    this.state = state;
    this.services = services;
    const chosen = services.filter(({ id }) => state.services.includes(id));
    // The same controls stay where they are, so that the focus stays too; only what a choice changes is made anew.
    const shape = JSON.stringify([state.services, state.km, state.within, state.match, state.minHouseholds, areas.provinces.length]);
    if (shape === this.written) return;
    this.written = shape;
    const focused = this.form.contains(document.activeElement) ? document.activeElement : null;
    const key = focused instanceof HTMLInputElement || focused instanceof HTMLSelectElement ? [focused.name, focused.type === "checkbox" || focused.type === "radio" ? focused.value : null] : null;
    const q = this.form.querySelector<HTMLInputElement>('[name="q"]')?.value ?? state.q;
    const boxes = services.map(({ id, label }) => tick("checkbox", "service", id, label, state.services.includes(id)));
    const isExact = chosen.every(({ distances }) => distances === "kilometres");
    this.form.replaceChildren(
      build("fieldset", { class: "services" }, build("legend", {}, t("page-planner-services")), ...boxes),
      ...(chosen.length > 1 ? [build("fieldset", {},
        build("legend", {}, t("page-planner-match")),
        tick("radio", "match", "all", t("page-planner-match-all"), state.match === "all"),
        tick("radio", "match", "any", t("page-planner-match-any"), state.match === "any"))] : []),
      build("div", { class: "fields" },
        buildSelect("km", t("page-distance"), kilometreOptions(chosen[0], state.km), state.km),
        isExact ? field("km_exactly", t("page-planner-km-exactly"), state.km, { type: "number", min: 0.1, max: 20000, step: "any" }) : null,
        field("min_households", t("page-planner-least-households"), state.minHouseholds, { type: "number", min: 0, step: 1, inputmode: "numeric" }),
        areaSelect(areas, state.within),
        field("q", t("page-planner-search"), q, { type: "search", maxlength: 100, autocomplete: "off" })),
    );
    if (key === null) return;
    const same = [...this.form.querySelectorAll<HTMLInputElement | HTMLSelectElement>(`[name="${key[0] ?? ""}"]`)];
    same.find((control) => key[1] === null || control.value === key[1])?.focus();
  }

  private ask(exactly = false): void {
    if (this.state === null) return;
    const data = new FormData(this.form);
    const text = (name: string): string => { const value = data.get(name); return typeof value === "string" ? value.trim() : ""; };
    const services = data.getAll("service").map(String);
    if (services.length === 0) {
      // At least one service stays chosen.
      this.written = "";
      this.show(this.state, this.services, this.areas);
      return;
    }
    const km = exactly && Number(text("km_exactly")) > 0 ? String(Number(text("km_exactly"))) : text("km");
    const next = {
      ...this.state, services, match: (text("match") === "any" ? "any" : "all") as Match, minHouseholds: Number(text("min_households")) > 0 ? String(Math.round(Number(text("min_households")))) : "",
      within: text("within"), q: text("q"),
    };
    this.onAsk({ ...next, km: exactKm(services, km === "" ? this.state.km : km, this.services) });
  }
}

function tick(type: "checkbox" | "radio", name: string, value: string, label: string, checked: boolean): HTMLElement {
  return build("label", { class: "tick" }, build("input", { type, name, value, checked }), build("span", {}, label));
}

function field(name: string, label: string, value: string, attributes: Record<string, string | number>): HTMLElement {
  return build("label", { class: "choice" }, build("span", {}, label), build("input", { name, value, ...attributes }));
}

function areaSelect({ provinces, districts }: Areas, chosen: string): HTMLElement {
  const label = buildSelect("within", t("page-planner-area"), [{ value: "", label: t("page-planner-everywhere") }], "");
  const select = label.querySelector("select");
  const groups: [string, readonly Area[]][] = [[t("page-level-admin1"), provinces], [t("page-level-admin2"), districts]];
  for (const [name, rows] of groups) {
    if (rows.length === 0) continue;
    const options: Option[] = [...rows].map((row) => ({ value: row.pcode, label: row.name })).sort((a, b) => a.label.localeCompare(b.label));
    select?.append(build("optgroup", { label: name }, ...options.map(({ value, label }) => build("option", { value }, label))));
  }
  if (select !== null) select.value = chosen;
  return label;
}
