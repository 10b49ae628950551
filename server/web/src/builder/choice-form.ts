import type { Client } from "../api/client";
import type { Catalogue, MapDocument } from "../api/types";
import { build } from "../build-element";
import type { MapRequest, RequestName } from "../element/request";
import { svg } from "../element/svg";
import { translatorFor } from "../words";
import { PlacePicker } from "./place-picker";
import { FLAG_NAMES, listed, MOST_CHARACTERS, oneLine, withValue, type BuilderState, type FlagName, type OwnText } from "./state";
import { WhatFields } from "./what-fields";

/** A map with what it answers and what else could be chosen. */
export interface Shown {
  map: MapDocument;
  request: MapRequest;
  catalogue: Catalogue;
}

/** Changes what is chosen. */
export type Change = (state: BuilderState) => void;

const TEXTS = Object.keys(MOST_CHARACTERS) as OwnText[];
/** The selects whose first option is what is usual. */
const PLAIN_SELECTS: readonly RequestName[] = ["within", "theme", "method", "classes", "breaks"];

/** The choices on the left. What is shown there is always what the map shows. */
export class ChoiceForm {
  private readonly t = translatorFor(null);
  private readonly what: WhatFields;
  private readonly places: PlacePicker;
  private readonly languages: { code: string; name: string }[];
  private provinces = "";
  private swatches = "";
  private shown: Shown | null = null;

  constructor(
    private readonly form: HTMLFormElement,
    private readonly client: Client,
    private readonly onChange: (change: Change, isTyped: boolean) => void,
    onWhat: (name: RequestName, value: string) => void,
  ) {
    this.what = new WhatFields(this.part("#what"), (name, value) => this.onChange(() => onWhat(name, value), false));
    this.places = new PlacePicker(this.part("#places"), (pcodes) => this.onChange((state) => {
      state.map = withValue(state.map, "highlight", pcodes.join(","));
    }, false));
    this.languages = [...document.querySelectorAll<HTMLAnchorElement>(".site .languages a")].map((link) => ({ code: link.hreflang, name: link.textContent ?? "" }));
    this.fillLanguages();
    form.addEventListener("submit", (event) => event.preventDefault());
    form.addEventListener("input", (event) => this.onInput(event));
    form.addEventListener("change", (event) => this.onChoice(event));
    this.part("details").addEventListener("toggle", () => void this.showSwatches());
  }

  private part<T extends HTMLElement>(selector: string): T {
    const found = this.form.querySelector<T>(selector);
    if (found === null) throw new Error(`The page has no ${selector}`);
    return found;
  }

  async show(state: BuilderState, shown: Shown, signal: AbortSignal): Promise<void> {
    this.shown = shown;
    const { map, request, catalogue } = shown;
    this.what.show(request, catalogue);
    for (const name of PLAIN_SELECTS) {
      const select = this.part<HTMLSelectElement>(`select[name="${name}"]`);
      if (name !== "within") select.value = state.map[name] ?? "";
    }
    this.part<HTMLSelectElement>('select[name="map_lang"]').value = state.map.lang ?? "";
    this.showMarks(map);
    this.showTexts(state);
    const hidden = listed(state.map.hide);
    for (const box of this.boxes("hide")) box.checked = !hidden.includes(box.value);
    for (const name of FLAG_NAMES) this.part<HTMLInputElement>(`input[name="${name}"]`).checked = state.flags.includes(name);
    for (const way of this.boxes("latest")) way.checked = (way.value === "true") === state.latest;
    for (const palette of this.boxes("palette")) palette.checked = palette.value === (state.map.palette ?? "");
    this.showPalettes(map.per === "change");
    const languages = [state.map.lang ?? "", ...this.languages.map(({ code }) => code)].filter((code, at, all) => code !== "" && all.indexOf(code) === at);
    await Promise.all([
      this.showProvinces(state, map.values, signal),
      this.places.show(this.client, map.values, languages, listed(state.map.highlight), signal),
      this.showSwatches(),
    ]);
  }

  private boxes(name: string): HTMLInputElement[] {
    return [...this.form.querySelectorAll<HTMLInputElement>(`input[name="${name}"]`)];
  }

  private onInput(event: Event): void {
    const field = event.target;
    if (!(field instanceof HTMLTextAreaElement)) return;
    const name = field.name as OwnText;
    this.count(name);
    const text = oneLine(field.value, MOST_CHARACTERS[name]);
    this.onChange((state) => {
      state.map = withValue(state.map, name, text);
    }, true);
  }

  private onChoice(event: Event): void {
    const field = event.target;
    if (field instanceof HTMLSelectElement) this.onSelect(field.name, field.value);
    else if (field instanceof HTMLInputElement) this.onBox(field);
  }

  private onSelect(name: string, value: string): void {
    this.onChange((state) => {
      if (name === "map_lang") state.map = { ...state.map, lang: value };
      else if (name === "within") {
        // Highlighted places may lie outside of it.
        state.map = withValue(withValue(state.map, "within", value), "highlight", "");
      } else state.map = withValue(state.map, name as RequestName, value);
    }, false);
  }

  private onBox({ name, value, checked }: HTMLInputElement): void {
    this.onChange((state) => {
      if (name === "latest") state.latest = value === "true";
      else if (name === "palette") state.map = withValue(state.map, "palette", value);
      else if (name === "marks") state.map = withValue(state.map, "marks", value === usualMarks(this.shown?.map.per) ? "" : value);
      else if (name === "hide") {
        const hidden = this.boxes("hide").filter((box) => !box.checked).map((box) => box.value);
        state.map = withValue(state.map, "hide", hidden.join(","));
      } else {
        const others = state.flags.filter((flag) => flag !== name);
        const flags = checked ? [...others, name as FlagName] : others;
        state.flags = FLAG_NAMES.filter((flag) => flags.includes(flag));
      }
    }, false);
  }

  private fillLanguages(): void {
    const select = this.part<HTMLSelectElement>('select[name="map_lang"]');
    select.replaceChildren(...this.languages.map(({ code, name }) => build("option", { value: code, lang: code }, name)));
    this.part("#language-choice").hidden = this.languages.length < 2;
  }

  /** A change can be negative, and no circle is smaller than nothing. */
  private showMarks(map: MapDocument): void {
    for (const mark of this.boxes("marks")) {
      mark.checked = mark.value === map.marks;
      mark.disabled = mark.value === "circles" && map.per === "change";
    }
  }

  /** Fields that somebody writes in stay as they are: what is shown is only later what they wrote. */
  private showTexts({ map }: BuilderState): void {
    for (const name of TEXTS) {
      const field = this.part<HTMLTextAreaElement>(`textarea[name="${name}"]`);
      if (oneLine(field.value, MOST_CHARACTERS[name]) !== (map[name] ?? "")) field.value = map[name] ?? "";
      this.count(name);
    }
    this.part<HTMLTextAreaElement>('textarea[name="title"]').placeholder = this.shown?.map.generated_title ?? this.shown?.map.title ?? "";
  }

  private count(name: OwnText): void {
    const field = this.part<HTMLTextAreaElement>(`textarea[name="${name}"]`);
    const [used, most] = [[...oneLine(field.value, Infinity)].length, MOST_CHARACTERS[name]];
    const count = this.part<HTMLOutputElement>(`#${name}-count`);
    count.textContent = used > most
      ? this.t("page-builder-too-long", { used: String(used), most: String(most) })
      : this.t("page-builder-count", { used: String(used), most: String(most) });
    count.classList.toggle("over", used > most);
    field.setAttribute("aria-invalid", String(used > most));
  }

  /** The places that a map can stay inside. */
  private async showProvinces(state: BuilderState, values: string, signal: AbortSignal): Promise<void> {
    const select = this.part<HTMLSelectElement>('select[name="within"]');
    const lang = document.documentElement.lang;
    if (this.provinces !== lang) {
      const provinces = await this.client.provinces(values, lang, signal);
      select.replaceChildren(...[select.options[0] ?? ""], ...provinces.map(({ pcode, name }) => build("option", { value: pcode }, name)));
      this.part("#within-choice").hidden = provinces.length < 2;
      this.provinces = lang;
    }
    select.value = state.map.within ?? "";
  }

  /** Changes have palettes with a middle, everything else the others. */
  private showPalettes(isChange: boolean): void {
    for (const palette of this.form.querySelectorAll<HTMLElement>(".palettes [data-of]")) {
      palette.hidden = (palette.dataset["of"] === "changes") !== isChange;
    }
  }

  /** The colours that the map would have, once somebody wants to see them. */
  private async showSwatches(): Promise<void> {
    const { shown } = this;
    if (shown === null || !this.part<HTMLDetailsElement>("details").open) return;
    const { palette, highlight, hide, title, subtitle, note, ...request } = shown.request;
    const key = JSON.stringify(request);
    if (key === this.swatches) return;
    this.swatches = key;
    const places = [...this.form.querySelectorAll<HTMLElement>(".palettes label:not([hidden]) .swatches")];
    await Promise.all(places.map(async (place) => {
      try {
        const { classes = [], legend } = await this.client.map({ ...request, palette: place.dataset["palette"] ?? "" });
        const colours = classes.map(({ color }) => color);
        place.replaceChildren(swatch(shown.map.marks === "circles" ? [legend.circles?.color ?? ""] : colours));
      } catch {
        place.replaceChildren();
      }
    }));
  }
}

/** Circles are usual for counts, colours for rates. */
function usualMarks(per: string | null | undefined): string {
  return (per ?? "none") === "none" ? "circles" : "fill";
}

function swatch(colours: readonly string[]): SVGElement {
  const width = 72 / Math.max(colours.length, 1);
  const parts = colours.map((fill, at) => svg("rect", { x: at * width, y: 0, width, height: 16, fill }));
  const all = svg("svg", { viewBox: "0 0 72 16", width: 72, height: 16, "aria-hidden": "true" });
  all.append(...parts);
  return all;
}
