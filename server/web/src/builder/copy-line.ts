import { build } from "../build-element";
import { translatorFor } from "../words";

/** A line of code with a button that copies it, and says that it did. */
export class CopyLine {
  readonly element: HTMLElement;
  private readonly code = build("code", { tabindex: "0" });
  private readonly result = build("span", { class: "told", role: "status" });

  constructor(label: string) {
    const t = translatorFor(null);
    const button = build("button", { type: "button", class: "copy", "aria-label": t("page-copy-what", { what: label }) }, t("page-copy"));
    button.addEventListener("click", () => void this.copy());
    this.element = build("div", { class: "copy-line" }, build("pre", {}, this.code), build("p", { class: "copy-row" }, button, this.result));
  }

  get text(): string {
    return this.code.textContent ?? "";
  }

  show(text: string): void {
    if (text === this.text) return;
    this.code.textContent = text;
    this.result.textContent = "";
  }

  /** Where the clipboard is not allowed the text is selected instead. */
  private async copy(): Promise<void> {
    const t = translatorFor(null);
    // The same words again would not be read out.
    this.result.textContent = "";
    try {
      await navigator.clipboard.writeText(this.text);
      this.result.textContent = t("page-copied");
    } catch {
      getSelection()?.selectAllChildren(this.code);
      this.result.textContent = t("page-copy-selected");
    }
  }
}
