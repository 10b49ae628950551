import { ownServer, withQuery } from "../api/address";
import { Client } from "../api/client";
import { isAborted, Problem } from "../api/problem";
import type { CardData, Catalogue, FoundPlace } from "../api/types";
import { build } from "../build-element";
import { articleLanguages } from "../element/languages";
import { choose, findGroup, findRound, windowLabel, yearLabel, yearOptions } from "../element/choices";
import type { KerbenMap, PointedUnit } from "../element/map-element";
import { fileAddress, tableAddress } from "../element/map-files";
import { followed, requestOf, REQUEST_NAMES, type RequestName } from "../element/request";
import { formatNumber } from "../numbers";
import { translatorFor } from "../words";
import { ChoicesForm } from "./choices-form";
import { ExploreData, isKnownOf } from "./explore-data";
import { floatingMenu } from "./floating-menu";
import { partsPanel } from "./parts-panel";
import { PlaceProfile } from "./place-profile";
import { PlaceSearch } from "./place-search";
import { RankedTable } from "./ranked-table";
import { extentOf, ranked } from "./ranking";
import { readState, VIEWS, withoutUsual, writeState, type ExploreState, type View } from "./state";
import { TimeSlider } from "./time-slider";
import { TwoYears } from "./two-years";

const t = translatorFor(null);
const lang = document.documentElement.lang;

const client = new Client(ownServer());
const data = new ExploreData(client);
let state = readState(location.search);
let catalogue: Catalogue | null = null;
let areas: readonly FoundPlace[] = [];
/** The map as it was drawn last. */
let shown: CardData | null = null;

const map = document.createElement("kerben-map") as KerbenMap;
map.id = "map";
const choices = new ChoicesForm(change);
const slider = new TimeSlider((year, passes) => go({ ...state, map: { ...state.map, year: String(year) } }, passes));
const table = new RankedTable((pcode) => map.pointAt(pcode), openProfile);
const search = new PlaceSearch(client, t("page-explore-find-place"), (place) => openProfile(place.pcode ?? place.parent ?? ""));
const profile = new PlaceProfile(client, data, () => go({ ...state, place: "", compare: "" }), (pcode) => go({ ...state, compare: pcode === state.place ? "" : pcode }));
const twoYears = new TwoYears(data, (from, to) => go({ ...state, from, map: { ...state.map, year: to } }), openProfile);
const multiples = build("img", { alt: "" });
const parts = build("div", { class: "panels" });
const viewLabels: Record<View, string> = {
  map: t("page-explore-view-map"), years: t("page-explore-view-years"), change: t("page-explore-view-change"), breakdown: t("page-explore-view-breakdown"),
};
const viewButtons = VIEWS.map((view) => build("button", { type: "button", "data-view": view, "aria-pressed": "false" }, viewLabels[view]));
const views: Record<View, HTMLElement> = {
  map: build("div", { class: "explorer" }, map, build("div", { class: "beside" }, search.element, table.element)),
  years: build("div", { class: "multiples" }, multiples),
  change: twoYears.element,
  breakdown: parts,
};
const links = build("ul", {});
const menu = floatingMenu(t("page-explore-downloads"), links);
const embed = build("a", { class: "secondary small", href: "./embed/builder" }, t("page-explore-embed"));

/** What the page shows from now on. A year that only passes by, while years are played, is no step back in the history of the browser. */
function go(next: ExploreState, passes = false): void {
  state = catalogue === null ? next : { ...next, map: withoutUsual(next.map, catalogue) };
  const address = writeState(state) || location.pathname;
  if (passes) history.replaceState(null, "", address);
  else if (address !== location.search) history.pushState(null, "", address);
  apply();
}

function change(name: RequestName, value: string): void {
  if (catalogue === null) return;
  const asked = shown === null ? state.map : followed(state.map, shown);
  const { lang: _, ...next } = choose(asked, name, value, catalogue);
  if (name === "within" && value === "") delete next.within;
  go({ ...state, map: { ...next, ...(state.map.lang === undefined ? {} : { lang: state.map.lang }) } });
}

function openProfile(pcode: string): void {
  if (pcode === "") return;
  if (state.place !== pcode) go({ ...state, place: pcode, compare: state.compare === pcode ? "" : state.compare });
  profile.focus();
}

/** Brings everything in line with the state. What depends on the map follows when it is drawn. */
function apply(): void {
  for (const button of viewButtons) button.setAttribute("aria-pressed", String(button.dataset["view"] === state.view));
  for (const view of VIEWS) views[view].hidden = view !== state.view;
  const asked = { ...state.map, lang: state.map.lang ?? lang };
  const before = map.request;
  map.request = asked;
  table.choose(state.place);
  if (REQUEST_NAMES.every((name) => before[name] === asked[name as RequestName])) void follow();
}

map.addEventListener("kerben-load", (event) => {
  shown = (event as CustomEvent<{ document: CardData }>).detail.document;
  void follow();
});
map.addEventListener("kerben-point", (event) => table.point((event as CustomEvent<PointedUnit | null>).detail?.pcode ?? null));
map.addEventListener("kerben-select", (event) => openProfile((event as CustomEvent<PointedUnit>).detail.pcode));
window.addEventListener("popstate", () => {
  state = readState(location.search);
  slider.stop();
  apply();
});
for (const button of viewButtons) button.addEventListener("click", () => go({ ...state, view: button.dataset["view"] as View }));

/** Shows what belongs to the map that is drawn. */
async function follow(): Promise<void> {
  const document = shown;
  if (document === null) return;
  search.lang = document.lang;
  try {
    if (catalogue === null) {
      const [known, provinces] = await Promise.all([client.catalogue(document.lang), data.placesOf("admin1", undefined, document.lang)]);
      [catalogue, areas] = [known, provinces.places];
    }
    if (document !== shown) return;
    const known = catalogue;
    const request = requestOf(document);
    choices.show(request, known, areas);
    const group = findGroup(known, request);
    const isOfGroup = group !== undefined && group.group === document.indicator && group.kind !== "stock";
    const years = isOfGroup ? yearOptions(group, document.per ?? "none").map(({ value }) => Number(value)).filter(Number.isInteger).sort((a, b) => a - b) : [];
    slider.show(isOfGroup ? group : undefined, years, typeof document.year === "number" ? document.year : null, document.per !== "change");
    offer(document);
    await Promise.all([rank(document), showView(document, known), showProfile(document, known)]);
    prefetch();
  } catch (error) {
    if (!isAborted(error)) table.fail(Problem.from(error).message);
  }
}

async function rank(document: CardData): Promise<void> {
  if (state.view !== "map") return;
  const { rows, unit } = await data.valuesOf(document);
  if (document !== shown) return;
  const ofYear = typeof document.year === "number" ? rows.filter(({ year }) => year === document.year) : rows;
  // Bars are as long in one year as in another.
  const extent = extentOf(rows.filter(({ partial }) => typeof document.year !== "number" || partial !== true || document.partial === true).map(({ value }) => value));
  const group = catalogue === null ? undefined : findGroup(catalogue, requestOf(document));
  const year = group === undefined || document.year == null ? "" : typeof document.year === "number" ? yearLabel(group, document.year) : windowLabel(group, t);
  const marked = (text: string): string => (document.illustrative === true ? t("page-illustrative-text", { text }) : text);
  table.show({
    rows: ranked(ofYear, extent),
    caption: document.title,
    unit: marked(unit.charAt(0).toUpperCase() + unit.slice(1)),
    format: (value) => formatNumber(value, lang, document.per === "change", document.legend.decimals),
    note: year,
  });
  table.choose(state.place);
}

async function showView(document: CardData, known: Catalogue): Promise<void> {
  const request = requestOf(document);
  const group = findGroup(known, request);
  const isFlow = group?.group === document.indicator && (group.years?.length ?? 0) > 1;
  const round = findRound(known, request.round);
  const broken = (round?.breakdowns ?? []).filter((breakdown) => breakdown.group === document.indicator);
  const offered: Record<View, boolean> = { map: true, years: isFlow, change: isFlow, breakdown: broken.length > 0 };
  for (const button of viewButtons) button.hidden = !offered[button.dataset["view"] as View] && button.dataset["view"] !== state.view;
  switch (state.view) {
    case "map":
      return;
    case "years": {
      const { indicator: _, year: __, classes: ___, ...others } = request;
      multiples.alt = t("page-explore-multiples", { title: document.legend.title });
      multiples.src = client.server + withQuery(`maps/${document.indicator}.svg`, { ...others, lang: document.lang, multiples: "years", width: innerWidth < 700 ? 420 : 1100 });
      return;
    }
    case "change":
      return twoYears.show(document, isFlow ? group : undefined, { from: state.from, lang: state.map.lang ?? lang });
    case "breakdown": {
      const places = state.map.within === undefined ? { by: "admin0" } : await areaOf(state.map.within, document.lang);
      const panels = await Promise.all(broken.filter((breakdown) => isKnownOf(breakdown, places.by)).map(async (breakdown) => {
        const rows = await data.parts(breakdown, { ...places, round: request.round, lang: document.lang });
        const caption = t("page-explore-by-dimension", { group: group?.label ?? "", dimension: breakdown.label });
        return partsPanel(rows, document.illustrative === true ? t("page-illustrative-text", { text: caption }) : caption, (value) => formatNumber(value, lang), 20);
      }));
      if (document === shown) parts.replaceChildren(...(panels.length > 0 ? panels : [build("p", {}, broken.length > 0 ? t("page-explore-no-parts-of-area") : t("page-explore-no-parts"))]));
    }
  }
}

async function areaOf(pcode: string, language: string | undefined): Promise<{ by: string; within?: string }> {
  const place = await data.place(pcode, language);
  return place === undefined ? { by: "admin0" } : { by: place.level, within: pcode };
}

async function showProfile(document: CardData, known: Catalogue): Promise<void> {
  if (state.place === "") profile.hide();
  else await profile.show({ place: state.place, compare: state.compare, map: document, catalogue: known });
}

/** Links to exactly what is shown. */
function offer(document: CardData): void {
  const of = { server: client.server, map: { ...requestOf(document), ...(document.lang === undefined ? {} : { lang: document.lang }) } };
  const files: [string, string][] = [
    ...["csv", "xlsx", "geojson"].map((format): [string, string] => [format.toUpperCase(), tableAddress(of, format)]),
    ...["svg", "png", "pdf", "zip"].map((format): [string, string] => [format.toUpperCase(), fileAddress(of, format)]),
  ];
  links.replaceChildren(...files.map(([format, href]) => build("li", {}, build("a", { href, download: "" }, t("page-explore-download", { format })))));
  embed.href = `./embed/builder${withQuery("", state.map)}`;
}

/** The map of the year after is asked for in advance, so that it is there when years are played. */
function prefetch(): void {
  const { next } = slider;
  if (next !== null && state.view === "map") void client.card({ ...state.map, year: String(next), lang: state.map.lang ?? lang }, articleLanguages(map)).catch(() => undefined);
}

document.getElementById("main")?.append(
  choices.element,
  build("div", { class: "bar-of-views" }, build("div", { class: "views", role: "group", "aria-label": t("page-explore-views") }, ...viewButtons), build("div", { class: "actions" }, menu, embed)),
  ...Object.values(views), profile.element,
);
slider.element.slot = "below-map";
map.append(slider.element);
apply();
