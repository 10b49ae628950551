import { hasOwnDirection } from "./direction";

type Child = Node | string | null | undefined;
type Attributes = Record<string, string | number | boolean | null | undefined>;

/** Puts a text into an element; a name that runs from right to left has a direction of its own. */
export function setText(element: HTMLElement, text: string): void {
  element.textContent = text;
  if (hasOwnDirection(text)) element.dir = "auto";
  else element.removeAttribute("dir");
}

/** Builds an element. Text stays text: nothing from a server is ever read as HTML. */
export function build<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Attributes = {},
  ...children: Child[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    element.setAttribute(name, value === true ? "" : String(value));
  }
  for (const child of children) {
    if (child === null || child === undefined) continue;
    element.append(child);
    if (typeof child === "string" && hasOwnDirection(child)) element.dir = "auto";
  }
  return element;
}

/** An element that a page has by its id. */
export function byId(id: string): HTMLElement {
  const element = document.getElementById(id);
  if (element === null) throw new Error(`The page has no #${id}`);
  return element;
}

export interface Option {
  value: string;
  label: string;
}

/** A labelled select. */
export function buildSelect(
  name: string,
  label: string,
  options: readonly Option[],
  chosen: string,
): HTMLLabelElement {
  const select = build("select", { name });
  for (const option of options) select.append(build("option", { value: option.value }, option.label));
  // A value that is not offered leaves the select empty: it must not seem to be another one.
  select.value = chosen;
  return build("label", { class: "choice" }, build("span", {}, label), select);
}
