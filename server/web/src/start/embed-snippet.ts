import { withQuery } from "../api/address";
import { REQUEST_NAMES, type MapRequest } from "../element/request";
import { build } from "../build-element";
import { translatorFor } from "../words";

const t = translatorFor(null);

/**
 * One line of HTML that puts a map into any page. Of a server of several datasets the element names its own: a page with maps of two
 * of them has one script for both.
 */
export function elementSnippet(server: string, request: MapRequest, isOneOfSeveral: boolean): string {
  const attributes = REQUEST_NAMES
    .filter((name) => request[name] !== undefined && request[name] !== "")
    .map((name) => ` ${name}="${quoted(request[name] ?? "")}"`)
    .join("");
  const source = isOneOfSeveral ? ` src="${quoted(server)}"` : "";
  return `<script type="module" src="${server}kerben-map.js"></script><kerben-map${source}${attributes}></kerben-map>`;
}

/** The same map in a frame, for sites that allow no scripts. */
export function frameSnippet(server: string, request: MapRequest, title: string): string {
  const address = quoted(withQuery(`${server}embed`, request));
  return `<iframe src="${address}" title="${quoted(title)}" width="100%" height="640" style="border:0" loading="lazy"></iframe>`;
}

/** A line of code with a button that copies it. */
export class CopyLine {
  readonly element: HTMLElement;
  private readonly code = build("code", { tabindex: "0" });
  private readonly result = build("span", { class: "told", role: "status" });

  constructor(label: string) {
    const button = build("button", { type: "button", class: "secondary", "aria-label": t("page-copy-what", { what: label }) }, t("page-copy"));
    button.addEventListener("click", () => void this.copy());
    this.element = build("div", { class: "copy-line" }, build("p", {}, label), build("pre", {}, this.code), button, this.result);
  }

  show(text: string): void {
    this.code.textContent = text;
    this.result.textContent = "";
  }

  /** Where the clipboard is not allowed the text is selected instead. */
  private async copy(): Promise<void> {
    try {
      await navigator.clipboard.writeText(this.code.textContent ?? "");
      this.result.textContent = t("page-copied");
    } catch {
      getSelection()?.selectAllChildren(this.code);
      this.result.textContent = t("page-copy-selected");
    }
  }
}

function quoted(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll('"', "&quot;").replaceAll("<", "&lt;");
}
