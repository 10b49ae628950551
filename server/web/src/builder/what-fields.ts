import { buildSelect } from "../build-element";
import type { Catalogue } from "../api/types";
import { fieldsFor, type Field } from "../element/choices";
import { choose, completeRequest, findRound, shownIndicator } from "../element/choices";
import { REQUEST_NAMES, type MapRequest, type RequestName } from "../element/request";
import { translatorFor } from "../words";

/** The selects of what a map shows. They stay the same elements while their options change, so that focus is kept. */
export class WhatFields {
  private readonly labels = new Map<RequestName, HTMLLabelElement>();
  private catalogue: Catalogue | null = null;

  constructor(private readonly place: HTMLElement, private readonly onChange: (name: RequestName, value: string) => void) {
    place.addEventListener("change", (event) => {
      event.stopPropagation();
      const select = event.target;
      if (select instanceof HTMLSelectElement) this.onChange(select.name as RequestName, select.value);
    });
  }

  /** Shows the choices of a map, in the language of the page. */
  show(shown: MapRequest, catalogue: Catalogue): void {
    this.catalogue = catalogue;
    const fields = fieldsFor(shown, catalogue, translatorFor(null));
    for (const [name, label] of this.labels) {
      if (fields.some((field) => field.name === name)) continue;
      label.remove();
      this.labels.delete(name);
    }
    fields.forEach((field, at) => {
      const label = this.fieldFor(field);
      if (this.place.children[at] !== label) this.place.insertBefore(label, this.place.children[at] ?? null);
    });
  }

  private fieldFor(field: Field): HTMLLabelElement {
    const fresh = buildSelect(field.name, field.label, field.options, field.value);
    if (field.name === "indicator") this.group(fresh);
    const known = this.labels.get(field.name);
    if (known === undefined) {
      this.labels.set(field.name, fresh);
      return fresh;
    }
    const [select, built] = [known.querySelector("select"), fresh.querySelector("select")];
    if (select !== null && built !== null) {
      select.replaceChildren(...built.childNodes);
      select.value = field.value;
    }
    return known;
  }

  /** People and services apart. */
  private group(label: HTMLLabelElement): void {
    const [select, t] = [label.querySelector("select"), translatorFor(null)];
    if (select === null) return;
    const chosen = select.value;
    const services = new Set(this.catalogue?.indicators.filter(({ kind }) => kind === "service").map(({ id }) => id));
    const options = [...select.options];
    const groups = [
      [t("page-builder-people"), options.filter((option) => !services.has(option.value))],
      [t("page-builder-services"), options.filter((option) => services.has(option.value))],
    ] as const;
    if (groups.some(([, of]) => of.length === 0)) return;
    select.replaceChildren(...groups.map(([name, of]) => {
      const group = document.createElement("optgroup");
      group.label = name;
      group.append(...of);
      return group;
    }));
    select.value = chosen;
  }
}

/** The request with another choice, and nothing in it that is as usual anyway. */
export function chosen(request: MapRequest, name: RequestName, value: string, catalogue: Catalogue): MapRequest {
  return shortest(choose(request, name, value, catalogue), catalogue);
}

/** The shortest request for the same map: what would be chosen without saying so is not said. */
export function shortest(request: MapRequest, catalogue: Catalogue): MapRequest {
  const meant = JSON.stringify(inFull(request, catalogue));
  return REQUEST_NAMES.reduce<MapRequest>((short, name) => {
    const { [name]: value, ...without } = short;
    return name !== "lang" && value !== undefined && JSON.stringify(inFull(without, catalogue)) === meant ? without : short;
  }, request);
}

/** With all that is chosen where nothing is. */
function inFull(request: MapRequest, catalogue: Catalogue): MapRequest {
  const round = findRound(catalogue, request.round)?.id;
  const indicator = shownIndicator(catalogue, request);
  const full = { ...completeRequest(request, catalogue), by: request.by ?? "admin2", round: round ?? "", indicator: indicator ?? "" };
  return Object.fromEntries(REQUEST_NAMES.map((name) => [name, full[name] ?? ""]));
}
