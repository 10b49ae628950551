import type { Client } from "../api/client";
import type { CardData, Catalogue } from "../api/types";
import { loadWords, translatorFor } from "../words";
import { choose, fieldsFor } from "./choices";
import { Chooser } from "./chooser";
import { followed, requestOf, type MapRequest, type RequestName } from "./request";

/** The chooser with what can be chosen, which it asks the server for. */
export class ChooserPanel {
  private readonly chooser = new Chooser((name, value) => this.change(name, value));
  private catalogue: Catalogue | null = null;
  private asked: MapRequest = {};
  private shown: CardData | null = null;

  constructor(private readonly onChoose: (request: MapRequest) => void) {}

  get element(): HTMLElement {
    return this.chooser.element;
  }

  /** Shows the choices of a map; those of what was asked for, where there is none. */
  async show(client: Client, asked: MapRequest, shown: CardData | null): Promise<void> {
    this.asked = asked;
    this.shown = shown;
    // A page does not say in which language its reader has the map: the server chose that.
    const lang = shown?.lang ?? asked.lang;
    const known = this.catalogue?.lang === lang ? this.catalogue : null;
    const [catalogue] = await Promise.all([known ?? client.catalogue(lang), loadWords(lang)]);
    this.catalogue = catalogue;
    const t = translatorFor(lang);
    this.chooser.show(fieldsFor(shown === null ? asked : requestOf(shown), catalogue, t), t("page-chooser"));
  }

  private change(name: RequestName, value: string): void {
    if (this.catalogue === null) return;
    const request = this.shown === null ? this.asked : followed(this.asked, this.shown);
    this.onChoose(choose(request, name, value, this.catalogue));
  }
}
