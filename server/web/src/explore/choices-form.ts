import type { Catalogue, FoundPlace } from "../api/types";
import { build, type Option } from "../build-element";
import { fieldsFor, type Field } from "../element/choices";
import type { MapRequest, RequestName } from "../element/request";
import { translatorFor } from "../words";

const t = translatorFor(null);

/** The choices above the map, in one row. The selects stay the same elements while their options change, so that focus is kept. */
export class ChoicesForm {
  private readonly more = build("button", { type: "button", class: "more", "aria-expanded": "false" }, t("page-explore-more-choices"));
  readonly element = build("form", { class: "choices", "aria-label": t("page-chooser") }, this.more);
  private readonly labels = new Map<RequestName, HTMLLabelElement>();

  constructor(onChange: (name: RequestName, value: string) => void) {
    this.element.addEventListener("submit", (event) => event.preventDefault());
    this.element.addEventListener("change", (event) => {
      const select = event.target;
      if (select instanceof HTMLSelectElement) onChange(select.name as RequestName, select.value);
    });
    // On a phone only what is shown is chosen at once; everything else a tap away, so that the map is on the first screen.
    this.more.addEventListener("click", () => {
      this.more.setAttribute("aria-expanded", String(this.element.classList.toggle("open")));
    });
  }

  show(request: MapRequest, catalogue: Catalogue, areas: readonly FoundPlace[]): void {
    const fields = [...fieldsFor(request, catalogue), ...areaField(request, areas)];
    const names = new Set(fields.map(({ name }) => name));
    for (const [name, label] of this.labels) {
      if (names.has(name)) continue;
      label.remove();
      this.labels.delete(name);
    }
    for (const field of fields) {
      const label = this.labels.get(field.name) ?? build("label", { class: "choice" }, build("span", {}, field.label), build("select", { name: field.name }));
      this.labels.set(field.name, label);
      const select = label.querySelector("select");
      select?.replaceChildren(...(field.name === "indicator" ? grouped(field, catalogue) : field.options.map(asElement)));
      if (select !== null) select.value = field.value;
      this.element.insertBefore(label, this.more);
    }
    this.more.hidden = fields.length < 2;
  }
}

/** Indicators of people apart from those of services. */
function grouped(field: Field, catalogue: Catalogue): HTMLElement[] {
  const kindOf = (id: string): string | undefined => catalogue.indicators.find((indicator) => indicator.id === id)?.kind;
  const labels = { group: t("page-explore-people"), service: t("page-explore-services") };
  return (["group", "service"] as const).flatMap((kind) => {
    const options = field.options.filter(({ value }) => kindOf(value) === kind).map(asElement);
    return options.length === 0 ? [] : [build("optgroup", { label: labels[kind] }, ...options)];
  });
}

function asElement({ value, label }: Option): HTMLElement {
  return build("option", { value }, label);
}

function areaField(request: MapRequest, areas: readonly FoundPlace[]): Field[] {
  const units = areas.map(({ pcode = "", name }) => ({ value: pcode, label: name }));
  if (units.length < 2) return [];
  const options = [{ value: "", label: t("page-explore-everywhere") }, ...units];
  return [{ name: "within", label: t("page-explore-area"), options, value: request.within ?? "" }];
}
