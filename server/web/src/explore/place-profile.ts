import type { Client } from "../api/client";
import { Problem } from "../api/problem";
import type { CardData, Catalogue, Group, FoundPlace, Round } from "../api/types";
import { build } from "../build-element";
import { withQuery } from "../api/address";
import { gaps } from "../charts/series";
import { findRound, servicesWithDistance, yearLabel } from "../element/choices";
import { formatNumber, illustrative } from "../numbers";
import { translatorFor } from "../words";
import { communitiesPanel } from "./communities-panel";
import { type ExploreData, isKnownOf } from "./explore-data";
import { partsPanel } from "./parts-panel";
import { levelWord, PlaceSearch } from "./place-search";
import { groupsWithYears, historiesOf, type GroupHistory } from "./profile-data";
import { servicesPanel } from "./services-panel";
import { wordsOf } from "./ranked-table";
import { yearTable } from "./year-table";

const t = translatorFor(null);

/** Which place is shown beside which map. */
export interface ProfileRequest {
  place: string;
  /** The place that it is compared with, if any. */
  compare: string;
  map: CardData;
  catalogue: Catalogue;
}

/** Everything that is known of a place, below the map: people over the years, the parts of each count, distances to services, communities. */
export class PlaceProfile {
  private readonly title = build("h2", { tabindex: -1 });
  private readonly about = build("p", { class: "quiet" });
  private readonly links = build("p", { class: "links" });
  private readonly people = build("div", { class: "people" });
  private readonly parts = build("div", { class: "panels" });
  private readonly services = build("div", {});
  private readonly communities = build("div", {});
  private readonly problem = build("p", { class: "problem", role: "alert", hidden: true });
  private readonly search: PlaceSearch;
  private readonly alone = build("button", { type: "button", class: "secondary small" }, t("page-explore-no-comparison"));
  readonly element: HTMLElement;
  private shown = "";
  private turn = 0;

  constructor(
    private readonly client: Client,
    private readonly data: ExploreData,
    private readonly onClose: () => void,
    onCompare: (pcode: string) => void,
  ) {
    this.search = new PlaceSearch(client, t("page-explore-compare-with"), (place) => onCompare(place.pcode ?? place.parent ?? ""), "units");
    this.alone.addEventListener("click", () => onCompare(""));
    const close = build("button", { type: "button", class: "secondary small close" }, t("page-explore-close"));
    close.addEventListener("click", () => this.onClose());
    this.element = build("section", { class: "profile", hidden: true, "aria-labelledby": "profile-title" },
      build("header", {}, build("div", {}, this.title, this.about), build("div", { class: "with" }, this.search.element, this.alone), close),
      this.problem, this.links, this.people, this.parts, this.services, this.communities);
    this.title.id = "profile-title";
  }

  /** Brings the profile into view, for somebody who has just chosen a place. */
  focus(): void {
    this.title.focus({ preventScroll: true });
    this.element.scrollIntoView({ block: "start", behavior: matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth" });
  }

  hide(): void {
    this.turn += 1;
    this.shown = "";
    this.element.hidden = true;
  }

  async show(request: ProfileRequest): Promise<void> {
    const { map, catalogue, place, compare } = request;
    const key = [place, compare, map.round, map.indicator, map.lang].join(" ");
    if (key === this.shown) return;
    this.shown = key;
    this.turn += 1;
    const { turn } = this;
    this.element.hidden = false;
    this.element.setAttribute("aria-busy", "true");
    this.problem.hidden = true;
    this.search.lang = map.lang;
    try {
      const round = findRound(catalogue, map.round);
      const [unit, other] = await Promise.all([this.data.place(place, map.lang), compare === "" ? undefined : this.data.place(compare, map.lang)]);
      if (turn !== this.turn) return;
      if (unit === undefined || round === undefined) return this.fail(t("page-explore-no-such-place", { place }));
      this.name(unit, other, map, round);
      await Promise.all([
        this.showPeople([unit, other].filter((one) => one !== undefined), round, request, turn),
        this.showParts(unit, round, map, turn),
        this.showServices(unit, catalogue, round, map, turn),
        this.showCommunities(unit, round, map, turn),
      ]);
    } catch (error) {
      if (turn === this.turn) this.fail(Problem.from(error).message);
    } finally {
      if (turn === this.turn) this.element.setAttribute("aria-busy", "false");
    }
  }

  private fail(words: string): void {
    this.shown = "";
    this.title.textContent = t("page-explore-profile");
    this.about.textContent = "";
    this.problem.textContent = words;
    this.problem.hidden = false;
    for (const part of [this.links, this.people, this.parts, this.services, this.communities]) part.replaceChildren();
  }

  private name(unit: FoundPlace, other: FoundPlace | undefined, map: CardData, round: Round): void {
    this.title.textContent = other === undefined ? unit.name : t("page-explore-beside", { place: unit.name, other: other.name });
    this.about.textContent = [levelWord(unit), unit.parent_name ?? "", round.title, map.illustrative === true ? t("page-illustrative-numbers") : ""].filter((part) => part !== "").join(" · ");
    this.alone.hidden = other === undefined;
    const lang = document.documentElement.lang;
    const within = unit.pcode;
    const values = (f: string): string => this.client.server + withQuery(`indicators/${map.indicator}/values`, { by: unit.level, round: map.round, year: map.year == null ? undefined : "all", within, service: map.service, km: map.km, lang: map.lang, f });
    this.links.replaceChildren(
      build("a", { href: `./planner${withQuery("", { within, lang })}` }, t("page-explore-planner")),
      build("a", { href: values("csv"), download: "" }, t("page-explore-download", { format: "CSV" })),
      build("a", { href: values("xlsx"), download: "" }, t("page-explore-download", { format: "XLSX" })),
    );
  }

  private async showPeople(units: readonly FoundPlace[], round: Round, { map, catalogue }: ProfileRequest, turn: number): Promise<void> {
    const lang = document.documentElement.lang;
    const format = (value: number): string => formatNumber(value, lang);
    const all = await Promise.all(units.map((unit) => historiesOf(this.data, unit, { round, catalogue, lang: map.lang })));
    if (turn !== this.turn) return;
    const [own = [], others] = all;
    if (own.length === 0) return this.people.replaceChildren();
    const names = units.map(({ name }) => name);
    const heading = build("h3", {}, marked(t("page-explore-people-over-years"), map));
    if (others === undefined) {
      const rows = own.map(({ group, series, rank }) => ({ label: group.label, group, series, after: rank === null ? "" : t("page-explore-rank-in-year", { rank: String(rank.rank), of: String(rank.of), year: String(rank.year) }) }));
      const chart = build("div", { class: "figure" });
      this.people.replaceChildren(heading, chart, gapNote(own), yearTable(rows, t("page-explore-people-of", { place: names[0] ?? "" }), format, t("page-explore-rank-among", { parent: units[0]?.parent_name ?? "" })));
      const several = own.filter(({ series }) => series.points.length > 1);
      await this.draw(chart, several.map(({ series }) => series), own, t("page-explore-people-of", { place: names[0] ?? "" }), turn);
      return;
    }
    const choice = build("select", {}, ...own.map(({ group }) => build("option", { value: group.group }, group.label)));
    const chart = build("div", { class: "figure" });
    const shownGroup = own.find(({ group }) => group.group === map.indicator) ?? own[0];
    choice.value = shownGroup?.group.group ?? "";
    const draw = async (): Promise<void> => {
      const lines = all.flatMap((histories, at) => histories.filter(({ group }) => group.group === choice.value).map((one) => ({ ...one, series: { ...one.series, label: names[at] ?? "" } })));
      note.replaceChildren(...gapNote(lines).childNodes);
      await this.draw(chart, lines.map(({ series }) => series), lines, t("page-explore-two-places", { group: lines[0]?.group.label ?? "", place: names[0] ?? "", other: names[1] ?? "" }), turn);
    };
    const note = build("p", { class: "quiet" });
    choice.addEventListener("change", () => void draw());
    const rows = own.flatMap((one, at) => [one, others[at]].flatMap((history, place) => (history === undefined ? [] : [{
      label: `${history.group.label}: ${names[place] ?? ""}`, group: history.group, series: history.series,
    }])));
    this.people.replaceChildren(heading, build("label", { class: "choice" }, build("span", {}, t("page-what-to-show")), choice), chart, note,
      yearTable(rows, t("page-explore-people-of", { place: t("page-explore-beside", { place: names[0] ?? "", other: names[1] ?? "" }) }), format));
    await draw();
  }

  /** The page stands before the code of charts is there; without it the table has everything. */
  private async draw(place: HTMLElement, series: Parameters<typeof gaps>[0][], histories: readonly GroupHistory[], title: string, turn: number): Promise<void> {
    if (series.length === 0) return place.replaceChildren();
    const { lineChart } = await import("../charts/lines");
    if (turn !== this.turn) return;
    const lang = document.documentElement.lang;
    const groupOf = (year: number): Group | undefined => histories.find(({ group }) => group.years?.includes(year))?.group;
    const isPartial = (year: number): boolean => groupOf(year)?.partial?.[String(year)] !== undefined;
    place.replaceChildren(lineChart({
      series, title, width: Math.max(280, Math.min(place.clientWidth || 720, 860)),
      format: (value) => formatNumber(value, lang), year: (year) => (isPartial(year) ? `${year}*` : String(year)),
    }));
  }

  private async showParts(unit: FoundPlace, round: Round, map: CardData, turn: number): Promise<void> {
    const known = (round.breakdowns ?? []).filter((breakdown) => isKnownOf(breakdown, unit.level));
    const lang = document.documentElement.lang;
    const panels = await Promise.all(known.map(async (breakdown) => {
      const rows = await this.data.parts(breakdown, { by: unit.level, round: round.id, within: unit.pcode, lang: map.lang });
      const group = round.groups.find(({ group }) => group === breakdown.group)?.label ?? breakdown.group;
      return { isShown: breakdown.group === map.indicator, panel: partsPanel(rows, t("page-explore-by-dimension", { group, dimension: breakdown.label }), (value) => formatNumber(value, lang)) };
    }));
    if (turn !== this.turn) return;
    // What the map is about comes first.
    const ordered = [...panels.filter(({ isShown }) => isShown), ...panels.filter(({ isShown }) => !isShown)];
    this.parts.replaceChildren(...(ordered.length === 0 ? [] : [build("h3", {}, marked(t("page-explore-parts"), map))]), ...ordered.map(({ panel }) => panel));
  }

  private async showServices(unit: FoundPlace, catalogue: Catalogue, round: Round, map: CardData, turn: number): Promise<void> {
    const services = servicesWithDistance(catalogue.services).filter(({ rounds }) => rounds === undefined || rounds.includes(round.id));
    const rows = await Promise.all(services.map(async (service) => {
      const [row] = await this.data.distances(service.id, { by: unit.level, round: round.id, within: unit.pcode, lang: map.lang });
      return { service, row };
    }));
    if (turn !== this.turn) return;
    const title = marked(t("page-explore-services-by-distance"), map);
    this.services.replaceChildren(...(rows.length === 0 ? [] : [build("h3", {}, title), servicesPanel(rows, t("page-explore-services-note"))]));
  }

  private async showCommunities(unit: FoundPlace, round: Round, map: CardData, turn: number): Promise<void> {
    const group = groupsWithYears(round).find(({ group }) => group === map.indicator) ?? groupsWithYears(round)[0];
    const year = group?.group === map.indicator ? map.year : "window";
    const [{ places, numberMatched }, values] = await Promise.all([
      this.data.placesOf("community", unit.pcode, map.lang),
      group === undefined ? undefined : this.data.values(group.group, { by: "community", round: round.id, year: year ?? undefined, within: unit.pcode, lang: map.lang }).catch(() => undefined),
    ]);
    if (turn !== this.turn) return;
    const ofYear = group === undefined || typeof year !== "number" ? t("page-all-years") : yearLabel(group, year);
    this.communities.replaceChildren(...(places.length === 0 ? [] : [
      build("h3", {}, marked(t("page-explore-communities"), map)),
      communitiesPanel({
        places, matched: numberMatched, values: values?.rows ?? [], label: `${group?.label ?? ""}, ${ofYear}`,
        caption: t("page-explore-communities-of", { place: unit.name, number: formatNumber(numberMatched, document.documentElement.lang) }), server: this.client.server,
      }),
    ]));
  }
}

function marked(text: string, map: CardData): string {
  return map.illustrative === true ? illustrative(text, document.documentElement.lang) : text;
}

/** What lines do not show: years without a value, and which are partial. */
function gapNote(histories: readonly GroupHistory[]): HTMLElement {
  const missing = histories.flatMap(({ series }) => gaps(series).map(({ year, status }) => t("page-explore-gap", { line: series.label, year: String(year), why: wordsOf(status) })));
  const partial = new Set(histories.flatMap(({ group }) => Object.keys(group.partial ?? {}).map((year) => t("page-explore-partial-mark", { year: yearLabel(group, Number(year)) }))));
  return build("p", { class: "quiet" }, [...partial, ...missing].join(" "));
}
