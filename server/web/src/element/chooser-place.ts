import type { Client } from "../api/client";
import type { CardData } from "../api/types";
import { build } from "../build-element";
import type { ChooserPanel } from "./chooser-panel";
import type { MapRequest } from "./request";

/** Where the chooser stands: a row of choices, or, where the map is narrow, a button that opens them. They are asked for as soon as they are seen. */
export class ChooserPlace {
  readonly element: HTMLElement;
  private readonly button = build("button", { type: "button", class: "open-choices", "aria-expanded": "false" });
  private panel: ChooserPanel | null = null;
  private wanted: [client: Client, asked: MapRequest, shown: CardData | null] | null = null;
  private readonly resized = new ResizeObserver(() => {
    if (this.panel === null) this.fill().catch(this.onTrouble);
  });

  constructor(
    private readonly onChoose: (request: MapRequest) => void,
    private readonly onTrouble: (error: unknown) => void,
  ) {
    this.element = build("div", { class: "choices" }, this.button);
    this.button.addEventListener("click", () => {
      this.button.setAttribute("aria-expanded", String(this.button.getAttribute("aria-expanded") === "false"));
      this.fill().catch(this.onTrouble);
    });
    this.resized.observe(this.element);
  }

  /** Shows the choices of a map; those of what was asked for, where there is none. */
  async show(client: Client, asked: MapRequest, shown: CardData | null, label: string): Promise<void> {
    this.wanted = [client, asked, shown];
    this.button.textContent = label;
    await this.fill();
  }

  private async fill(): Promise<void> {
    const { wanted } = this;
    const isFolded = this.button.getAttribute("aria-expanded") === "false" && getComputedStyle(this.button).display !== "none";
    if (wanted === null || isFolded || !this.element.isConnected) return;
    if (this.panel === null) {
      const { ChooserPanel } = await import("./chooser-panel");
      this.panel ??= new ChooserPanel(this.onChoose);
      this.element.append(this.panel.element);
    }
    await this.panel.show(...wanted);
  }
}
