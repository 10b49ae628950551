import type { CardData, Group } from "../api/types";
import { build } from "../build-element";
import { yearLabel } from "../element/choices";
import type { KerbenMap } from "../element/map-element";
import { requestOf } from "../element/request";
import { formatNumber, illustrative } from "../numbers";
import { translatorFor } from "../words";
import type { ExploreData } from "./explore-data";
import { drawBar } from "./ranked-table";
import { differences, extentOf } from "./ranking";

const t = translatorFor(null);

/** Two years side by side: a map of each with the same classes, and a table of what changed. Partial years are left out: they are no full ones. */
export class TwoYears {
  private readonly from = build("select", { name: "from" });
  private readonly to = build("select", { name: "to" });
  private readonly maps = ["from", "to"].map(() => document.createElement("kerben-map") as KerbenMap);
  /** The maps come here when they are wanted: an element in the page asks for its map. */
  private readonly pair = build("div", { class: "pair" });
  private readonly table = build("div", {});
  private readonly told = build("p", { class: "quiet" });
  readonly element = build("div", { class: "two-years" },
    build("div", { class: "choices open" },
      build("label", { class: "choice" }, build("span", {}, t("page-explore-first-year")), this.from),
      build("label", { class: "choice" }, build("span", {}, t("page-explore-second-year")), this.to)),
    this.pair, this.told, this.table);
  private turn = 0;

  constructor(private readonly data: ExploreData, onYears: (from: string, to: string) => void, onChoose: (pcode: string) => void) {
    for (const select of [this.from, this.to]) select.addEventListener("change", () => onYears(this.from.value, this.to.value));
    for (const [at, map] of this.maps.entries()) {
      map.addEventListener("kerben-select", (event) => onChoose((event as CustomEvent<{ pcode: string }>).detail.pcode));
      // Both maps point at the same place.
      map.addEventListener("kerben-point", (event) => this.maps[1 - at]?.pointAt((event as CustomEvent<{ pcode: string } | null>).detail?.pcode ?? null));
    }
    this.table.addEventListener("click", (event) => {
      const pcode = (event.target as Element).closest("button")?.closest<HTMLElement>("tr")?.dataset["pcode"];
      if (pcode !== undefined) onChoose(pcode);
    });
  }

  async show(map: CardData, group: Group | undefined, asked: { from: string; lang: string }): Promise<void> {
    this.turn += 1;
    const { turn } = this;
    const years = fullYears(group);
    const [first, second] = pairOf(years, Number(asked.from), typeof map.year === "number" ? map.year : null) ?? [];
    const isPossible = group !== undefined && first !== undefined && second !== undefined && map.per !== "change";
    for (const part of [this.element.firstElementChild, this.pair, this.table]) part?.toggleAttribute("hidden", !isPossible);
    this.told.textContent = isPossible ? "" : t("page-explore-no-two-years");
    if (!isPossible) return;
    for (const [select, year] of [[this.from, first], [this.to, second]] as const) {
      select.replaceChildren(...years.map((one) => build("option", { value: one }, yearLabel(group, one))));
      select.value = String(year);
    }
    for (const [at, year] of [first, second].entries()) {
      const element = this.maps[at];
      if (element !== undefined) element.request = { ...requestOf(map), classes: undefined, year: String(year), lang: asked.lang } as typeof element.request;
    }
    if (this.pair.childElementCount === 0) this.pair.append(...this.maps);
    const { indicator, by, round, per, within } = requestOf(map);
    const { rows, unit } = await this.data.values(indicator ?? "", { by, round, year: "all", per, within, lang: map.lang });
    if (turn !== this.turn) return;
    this.table.replaceChildren(tableOf(rows, [first, second], unit, map));
  }
}

/** The years that may be compared: those that are counted in full. */
export function fullYears(group: Group | undefined): number[] {
  return (group?.years ?? []).filter((year) => group?.partial?.[String(year)] === undefined);
}

/** Two different years: those asked for where they can be compared, the first and the last one otherwise. */
export function pairOf(years: readonly number[], from: number, to: number | null): [number, number] | null {
  const [first, last] = [years[0], years.at(-1)];
  if (first === undefined || last === undefined || first === last) return null;
  const second = to !== null && years.includes(to) && (to !== first || years.includes(from)) ? to : last;
  const begin = years.includes(from) && from !== second ? from : second === first ? last : first;
  return [begin, second];
}

function tableOf(rows: Parameters<typeof differences>[0], years: [number, number], unit: string, map: CardData): HTMLElement {
  const lang = document.documentElement.lang;
  const all = differences(rows, years);
  const [lowest, highest] = extentOf(all.map(({ difference }) => difference));
  const at = (value: number): number => (highest === lowest ? 0 : ((value - lowest) / (highest - lowest)) * 100);
  const format = (value: number | null, signed = false): string => (value === null ? "\u2013" : formatNumber(value, lang, signed));
  const body = build("tbody", {}, ...all.map(({ pcode, name, before, after, difference, percent }) => build("tr", { "data-pcode": pcode },
    build("th", { scope: "row" }, build("button", { type: "button", class: "link" }, name)),
    build("td", { class: "number" }, format(before)),
    build("td", { class: "number" }, format(after)),
    build("td", { class: "value" }, build("span", {}, format(difference, true)), difference === null ? null : drawBar([Math.min(at(0), at(difference)), Math.max(at(0), at(difference))], difference < 0 ? "less" : "")),
    build("td", { class: "number" }, percent === null ? "\u2013" : `${format(Math.round(percent * 10) / 10, true)}\u00a0%`),
  )));
  const caption = t("page-explore-two-years-table", { title: unit, first: String(years[0]), second: String(years[1]) });
  const head = [t("page-name"), String(years[0]), String(years[1]), t("page-explore-difference"), t("page-explore-difference-percent")];
  const table = build("table", {}, build("caption", {}, map.illustrative === true ? illustrative(caption, lang) : caption),
    build("thead", {}, build("tr", {}, ...head.map((words, column) => build("th", { scope: "col", class: column === 0 ? null : "number" }, words)))), body);
  return build("div", { class: "scroll", tabindex: 0, role: "region", "aria-label": caption }, table);
}
