type Child = Node | string | null | undefined;
type Attributes = Record<string, string | number | boolean | null | undefined>;

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
    if (child !== null && child !== undefined) element.append(child);
  }
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
