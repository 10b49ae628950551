import type { IControl } from "maplibre-gl";
import { build } from "../build-element";
import type { Translate } from "../words";

/** A button back to the whole country. */
export class HomeControl implements IControl {
  private readonly element: HTMLElement;

  constructor(t: Translate, goHome: () => void) {
    const label = t("page-whole-area");
    const button = build("button", { type: "button", title: label, "aria-label": label, class: "home" }, "⤢");
    button.addEventListener("click", goHome);
    this.element = build("div", { class: "maplibregl-ctrl maplibregl-ctrl-group" }, button);
  }

  onAdd(): HTMLElement {
    return this.element;
  }

  onRemove(): void {
    this.element.remove();
  }
}
