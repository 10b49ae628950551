import type { CardData } from "../api/types";
import { build } from "../build-element";

/** Pixels of a printed picture for each of the screen: text is sharp, and the picture there before a reader waits. */
const SCALE = 2;

/** What is printed in place of everything else: the map with its words, on one page. Loaded when it is needed. */
export class PrintedPicture {
  readonly element = build("img", { class: "picture", alt: "" });

  /** The host is marked with `data-printable` as long as there is a picture. */
  constructor(private readonly host: HTMLElement) {
    this.element.addEventListener("load", () => this.host.toggleAttribute("data-printable", true));
  }

  /** Another map is shown. */
  show(map: CardData): void {
    this.host.toggleAttribute("data-printable", false);
    this.element.removeAttribute("src");
    this.element.alt = [map.title, map.summary ?? ""].join(". ");
  }

  /** Loads the picture of a map, as pixels: the fonts of a machine may be wider than those that the picture is set in. */
  load({ picture, theme }: Pick<CardData, "picture" | "theme">): void {
    const address = `${picture}${theme === undefined ? "&theme=print" : ""}&scale=${SCALE}`;
    if (picture !== undefined && this.element.src !== address) this.element.src = address;
  }
}
