import type { Client } from "../api/client";
import { isAborted } from "../api/problem";
import type { FoundPlace, FoundPlaces } from "../api/types";
import { build } from "../build-element";
import { translatorFor } from "../words";

const t = translatorFor(null);

/** How long nobody types before the server is asked, in milliseconds. */
const REST = 150;
const MOST = 8;
let count = 0;

/** A field that finds places by name, in any script, while it is typed: a combobox with a list below it. */
export class PlaceSearch {
  private readonly id = `places-${(count += 1)}`;
  private readonly input = build("input", {
    type: "search", role: "combobox", "aria-expanded": "false", "aria-autocomplete": "list", "aria-controls": this.id, autocomplete: "off", spellcheck: "false", maxlength: 60,
  });
  private readonly list = build("ul", { id: this.id, role: "listbox", hidden: true });
  private readonly told = build("p", { class: "visually-hidden", "aria-live": "polite" });
  readonly element: HTMLElement;
  lang: string | undefined;
  private found: readonly FoundPlace[] = [];
  private active = -1;
  private waiting: ReturnType<typeof setTimeout> | null = null;
  private running: AbortController | null = null;

  constructor(private readonly client: Client, label: string, private readonly onChoose: (place: FoundPlace) => void, private readonly levels: "units" | "all" = "all") {
    this.list.setAttribute("aria-label", label);
    this.element = build("div", { class: "search" }, build("label", { class: "choice" }, build("span", {}, label), this.input), this.list, this.told);
    this.input.addEventListener("input", () => {
      if (this.waiting !== null) clearTimeout(this.waiting);
      this.waiting = setTimeout(() => void this.ask(), REST);
    });
    this.input.addEventListener("keydown", (event) => this.onKey(event));
    this.input.addEventListener("focus", () => {
      if (this.found.length > 0) this.open();
    });
    this.element.addEventListener("focusout", () => this.close());
    // The field keeps the focus while an option is pressed.
    this.list.addEventListener("pointerdown", (event) => event.preventDefault());
    this.list.addEventListener("click", (event) => {
      const option = (event.target as Element).closest<HTMLElement>("[role=option]");
      if (option !== null) this.choose(Number(option.dataset["at"]));
    });
  }

  private async ask(): Promise<void> {
    this.running?.abort();
    const running = new AbortController();
    this.running = running;
    const text = this.input.value.trim();
    if (text === "") {
      this.show([], "");
      return;
    }
    try {
      const { places, numberMatched } = await this.client.ask<FoundPlaces>("places", { q: text, limit: 3 * MOST, lang: this.lang }, running.signal);
      if (running.signal.aborted) return;
      const wanted = places.filter(({ level }) => this.levels === "all" || level !== "community").slice(0, MOST);
      this.show(wanted, wanted.length === 0 ? t("page-explore-nothing-found") : t("page-explore-found", { number: String(numberMatched) }));
    } catch (error) {
      if (!running.signal.aborted && !isAborted(error)) this.show([], t("page-unreachable"));
    }
  }

  private show(found: readonly FoundPlace[], told: string): void {
    this.found = found;
    this.active = -1;
    this.input.removeAttribute("aria-activedescendant");
    this.told.textContent = told;
    const options = found.map((place, at) => build("li", { role: "option", id: `${this.id}-${at}`, "data-at": at, "aria-selected": "false" },
      build("span", {}, place.name), build("span", { class: "quiet" }, [levelWord(place), place.parent_name ?? ""].filter((part) => part !== "").join(" · "))));
    const nothing = found.length === 0 && told !== "" ? [build("li", { class: "quiet" }, told)] : [];
    this.list.replaceChildren(...options, ...nothing);
    // Who has gone on meanwhile wants nothing to lie over what they do.
    if (this.list.children.length > 0 && this.element.contains(document.activeElement)) this.open();
    else this.close();
  }

  private open(): void {
    this.list.hidden = false;
    this.input.setAttribute("aria-expanded", "true");
  }

  private close(): void {
    this.list.hidden = true;
    this.input.setAttribute("aria-expanded", "false");
  }

  private onKey(event: KeyboardEvent): void {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (event.key === "Escape") {
      this.close();
    } else if (event.key === "Enter") {
      event.preventDefault();
      this.choose(Math.max(this.active, 0));
    } else if (step !== undefined && this.found.length > 0) {
      event.preventDefault();
      this.open();
      this.active = (this.active + step + this.found.length) % this.found.length;
      for (const [at, option] of [...this.list.children].entries()) {
        option.setAttribute("aria-selected", String(at === this.active));
        if (at === this.active) this.input.setAttribute("aria-activedescendant", option.id);
      }
    }
  }

  private choose(at: number): void {
    const place = this.found[at];
    if (place === undefined) return;
    this.input.value = "";
    this.show([], "");
    this.onChoose(place);
  }
}

/** What kind of place it is. */
export function levelWord({ level }: Pick<FoundPlace, "level">): string {
  switch (level) {
    case "admin0": return t("page-level-admin0");
    case "admin1": return t("page-province");
    case "admin2": return t("page-district-column");
    case "admin3": return t("page-explore-subdistrict");
    case "community": return t("page-community");
  }
}
