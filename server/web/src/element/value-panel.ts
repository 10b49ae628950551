import { Client } from "../api/client";
import { Problem } from "../api/problem";
import type { MapDocument, ValueRow } from "../api/types";
import { build } from "../build-element";
import { withPartial } from "../numbers";
import { translatorFor } from "../words";
import { measureOf } from "./map-view";
import { buildValueTable } from "./value-table";

/** "Table of values": asked for when it is opened, and again when the map changes while it is open. */
export class ValuePanel {
  readonly element: HTMLDetailsElement;
  private readonly content = build("div", {});
  private client: Client | null = null;
  private map: MapDocument | null = null;
  private shown: MapDocument | null = null;

  constructor(private readonly onChoose: (row: ValueRow) => void) {
    this.element = build("details", { class: "values" }, build("summary", {}, translatorFor(null)("page-table-of-values")), this.content);
    this.element.addEventListener("toggle", () => void this.fill());
  }

  offer(client: Client | null, map: MapDocument): void {
    this.client = client;
    this.map = map;
    this.content.replaceChildren();
    void this.fill();
  }

  open(): void {
    this.element.open = true;
  }

  private async fill(): Promise<void> {
    const { client, map } = this;
    if (!this.element.open || client === null || map === null || this.shown === map) return;
    this.shown = map;
    this.content.replaceChildren(build("p", {}, translatorFor(map.lang)("page-loading")));
    try {
      const values = await client.values(map.values);
      if (this.map !== map) return;
      const caption = withPartial(map.title, map.partial, map.partial_note, map.lang);
      const measure = { ...measureOf(map), unit: values.unit, illustrative: values.illustrative ?? map.illustrative };
      this.content.replaceChildren(buildValueTable(values, caption, measure, this.onChoose));
    } catch (error) {
      if (this.map !== map) return;
      this.shown = null;
      this.content.replaceChildren(build("p", { role: "alert" }, Problem.from(error).message));
    }
  }
}
