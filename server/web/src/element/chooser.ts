import { build, buildSelect } from "../build-element";
import type { Field } from "./choices";
import type { RequestName } from "./request";

/** The selects above the map. They stay the same elements while their options change, so that focus is kept. */
export class Chooser {
  readonly element = build("form", { class: "chooser", hidden: true });
  private readonly labels = new Map<RequestName, HTMLLabelElement>();

  constructor(private readonly onChange: (name: RequestName, value: string) => void) {
    this.element.addEventListener("submit", (event) => event.preventDefault());
    this.element.addEventListener("change", (event) => {
      const select = event.target;
      if (select instanceof HTMLSelectElement) this.onChange(select.name as RequestName, select.value);
    });
  }

  show(fields: readonly Field[], label: string): void {
    this.element.setAttribute("aria-label", label);
    const names = new Set(fields.map((field) => field.name));
    for (const [name, label] of this.labels) {
      if (!names.has(name)) {
        label.remove();
        this.labels.delete(name);
      }
    }
    let previous: HTMLElement | null = null;
    for (const field of fields) {
      previous = this.showField(field, previous);
    }
    this.element.hidden = fields.length === 0;
  }

  private showField(field: Field, previous: HTMLElement | null): HTMLElement {
    const fresh = buildSelect(field.name, field.label, field.options, field.value);
    const known = this.labels.get(field.name);
    if (known === undefined) {
      this.labels.set(field.name, fresh);
      if (previous === null) this.element.prepend(fresh);
      else previous.after(fresh);
      return fresh;
    }
    const [select, options] = [known.querySelector("select"), fresh.querySelectorAll("option")];
    if (select !== null) {
      select.replaceChildren(...options);
      select.value = field.value;
    }
    return known;
  }
}
