import type { Client } from "../api/client";
import { build } from "../build-element";
import { formatNumber } from "../numbers";
import { translatorFor } from "../words";
import { MOST_HIGHLIGHTED } from "./state";

/** A place of the map, with its names in all languages. */
export interface Place {
  pcode: string;
  name: string;
  names: string[];
  value: number | null;
}

/** More places than this are found by their names only. */
const MOST_LISTED = 60;

/** Chooses places to highlight: from those with the highest values, or by name, in any language that the dataset has. */
export class PlacePicker {
  private places: Place[] = [];
  private chosen: string[] = [];
  private source = "";
  private readonly t = translatorFor(null);
  private readonly list: HTMLElement;
  private readonly chips: HTMLElement;
  private readonly search: HTMLInputElement;
  private readonly told: HTMLElement;

  constructor(field: HTMLElement, private readonly onChoose: (pcodes: string[]) => void) {
    const part = <T extends HTMLElement>(selector: string): T => {
      const found = field.querySelector<T>(selector);
      if (found === null) throw new Error(`The page has no ${selector}`);
      return found;
    };
    this.list = part(".ranked");
    this.chips = part(".chosen");
    this.search = part("input");
    this.told = part(".told");
    this.search.addEventListener("input", (event) => {
      event.stopPropagation();
      this.list.scrollTop = 0;
      this.showList();
    });
    this.list.addEventListener("change", (event) => {
      event.stopPropagation();
      const box = event.target as HTMLInputElement;
      this.toggle(box.value, box.checked);
    });
    this.chips.addEventListener("click", (event) => {
      const pcode = (event.target as Element).closest("button")?.dataset["pcode"];
      if (pcode === undefined) return;
      this.toggle(pcode, false);
      this.search.focus();
    });
  }

  /** The places of a map whose values lie there; names also in these languages. */
  async show(client: Client, values: string, languages: readonly string[], chosen: string[], signal: AbortSignal): Promise<void> {
    this.chosen = chosen;
    if (values !== this.source) {
      this.places = await placesOf(client, values, languages, signal);
      this.source = values;
    }
    this.showList();
    this.showChips();
  }

  private toggle(pcode: string, isChosen: boolean): void {
    const others = this.chosen.filter((other) => other !== pcode);
    if (isChosen && others.length >= MOST_HIGHLIGHTED) {
      this.told.textContent = this.t("page-builder-most-places", { most: String(MOST_HIGHLIGHTED) });
      this.showList();
      return;
    }
    this.chosen = isChosen ? [...others, pcode].sort() : others;
    this.told.textContent = "";
    this.showChips();
    this.showList();
    this.onChoose(this.chosen);
  }

  private showList(): void {
    const found = matching(this.places, this.search.value);
    const focused = document.activeElement instanceof HTMLInputElement && this.list.contains(document.activeElement) ? document.activeElement.value : null;
    const top = this.list.scrollTop;
    const rows = found.slice(0, MOST_LISTED).map((place) => build("label", {},
      build("input", { type: "checkbox", value: place.pcode, checked: this.chosen.includes(place.pcode) }),
      build("span", { class: "name" }, place.name),
      build("span", { class: "value" }, place.value === null ? "" : formatNumber(place.value, document.documentElement.lang)),
    ));
    this.list.replaceChildren(...rows);
    this.list.scrollTop = top;
    if (focused !== null) this.list.querySelector<HTMLInputElement>(`input[value="${CSS.escape(focused)}"]`)?.focus({ preventScroll: true });
    if (this.search.value !== "" && found.length === 0) this.told.textContent = this.t("page-builder-no-place");
    else if (this.told.textContent === this.t("page-builder-no-place")) this.told.textContent = "";
  }

  private showChips(): void {
    const names = new Map(this.places.map(({ pcode, name }) => [pcode, name]));
    this.chips.replaceChildren(...this.chosen.map((pcode) => {
      const name = names.get(pcode) ?? pcode;
      const label = this.t("page-builder-remove", { name });
      return build("li", {}, build("button", { type: "button", "data-pcode": pcode, "aria-label": label, title: label }, name, " ×"));
    }));
  }
}

/** Those whose name in any language has all words of a text; all where it has none. Accents and upper case are the same as without. */
export function matching(places: readonly Place[], text: string): Place[] {
  const words = plain(text).split(/\s+/u).filter((word) => word !== "");
  return places.filter(({ names }) => words.length === 0 || names.some((name) => words.every((word) => plain(name).includes(word))));
}

function plain(text: string): string {
  return text.normalize("NFKD").replace(/\p{M}/gu, "").toLocaleLowerCase();
}

async function placesOf(client: Client, values: string, languages: readonly string[], signal: AbortSignal): Promise<Place[]> {
  const lists = await Promise.all(languages.map((lang) => client.values(values, lang, signal)));
  const names = new Map<string, string[]>();
  for (const { pcode, name } of lists.flat()) names.set(pcode, [...(names.get(pcode) ?? []), name]);
  const ranked = [...(lists[0] ?? [])].sort((a, b) => (b.value ?? -Infinity) - (a.value ?? -Infinity));
  return ranked.map(({ pcode, name, value }) => ({ pcode, name, value, names: [...(names.get(pcode) ?? []), pcode] }));
}
