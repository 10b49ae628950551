import { isAborted, Problem } from "../api/problem";
import type { Community, CommunityFeature, Service, UnderservedCommunities } from "../api/types";
import { build, setText } from "../build-element";
import { servicesWithDistance } from "../element/choices";
import { formatNumber } from "../numbers";
import { SortableTable, type Column } from "../site/sortable-table";
import { bandOrder } from "../site/sorting";
import { translatorFor } from "../words";
import { AreaSection } from "./area-section";
import { CentresSection } from "./centres-section";
import { CurveSection } from "./curve-section";
import { PlannerControls } from "./planner-controls";
import { chosenIn, completeState, type AreaRow, type Areas, type PlannerData } from "./planner-data";
import { PlannerMap } from "./planner-map";
import { isSame, type PlannerState } from "./planner-state";
import {
  conditions, cutText, distanceOf, distanceText, districtText, householdsText, originText, serviceText, summary, type Asked,
} from "./planner-words";

const t = translatorFor(null);

/** Communities far from services: a question, its answer in words, on a map, in tables and as a curve. */
export class Planner {
  private readonly controls = new PlannerControls((state) => this.ask(state));
  private readonly status = build("p", { class: "answer", "aria-live": "polite" });
  private readonly condition = build("p", { class: "quiet conditions", hidden: true });
  private readonly notes = build("ul", { class: "notes", hidden: true });
  private readonly csv = build("a", { class: "download" }, t("page-planner-csv"));
  private readonly geojson = build("a", { class: "download" }, t("page-download-geojson"));
  private readonly actions: HTMLElement;
  private readonly map = new PlannerMap((id) => this.choose(id, false), () => undefined);
  private readonly communities = build("section", { class: "panel", id: "communities" });
  private readonly areas = new AreaSection((pcode) => this.ask({ ...this.state, within: pcode }));
  private readonly curve = new CurveSection();
  private readonly centres = new CentresSection((id) => this.choose(id, true));
  private readonly credits = build("footer", { class: "credits" });
  private table: SortableTable<CommunityFeature> | null = null;
  private columnsOf = "";
  private services: Service[] = [];
  /** All provinces and districts, to choose from. */
  private places: Areas | null = null;
  /** What of the address could not be followed. */
  private notices: string[] = [];
  private running: AbortController | null = null;

  constructor(
    private readonly place: HTMLElement,
    private readonly data: PlannerData,
    private state: PlannerState,
    private readonly onAsk: (state: PlannerState) => void,
  ) {
    const print = build("button", { type: "button", class: "secondary" }, t("page-planner-print"));
    print.addEventListener("click", () => window.print());
    window.addEventListener("beforeprint", () => this.table?.showAll());
    this.actions = build("div", { class: "actions" }, print, this.csv, this.geojson);
    // Nothing is pushed down by the first answer: what stands below it comes with it.
    for (const part of [this.controls.element, ...this.answers]) part.hidden = true;
    place.append(
      this.status, this.condition, this.controls.element,
      build("div", { class: "beside" }, this.map.element, this.areas.element), this.notes,
      this.communities, this.actions, this.curve.element, this.centres.element, this.credits,
    );
  }

  /** Asks another question; the same one again changes nothing. */
  ask(state: PlannerState, always = false): void {
    const next = chosenIn(state, this.services);
    if (isSame(next, this.state) && !always) return;
    this.state = next;
    this.notices = [];
    this.onAsk(next);
    void this.load();
  }

  async load(): Promise<void> {
    this.running?.abort();
    const running = new AbortController();
    this.running = running;
    const { signal } = running;
    this.enter("loading");
    try {
      const state = await this.loadServices(signal);
      if (state === null) return this.showNothing();
      const level = state.within === "" ? "admin1" : "admin2";
      const answer = Promise.all([this.data.communities(state, signal), this.data.ground(state, signal), this.data.byArea(level, state, signal)]);
      // The controls are shown even where there is no answer, so that another question can be asked.
      answer.catch(() => undefined);
      this.places ??= await this.data.places(signal);
      // Somebody else may have asked meanwhile.
      if (signal.aborted) return;
      this.controls.show(state, this.services, this.places);
      const [found, ground, rows] = await answer;
      if (signal.aborted) return;
      this.showAnswer(state, found, rows);
      this.map.prepare(ground, found);
      this.centres.show(this.data, state, signal);
      await this.curve.show(this.data, state, this.services, signal);
      if (signal.aborted) return;
      this.enter("ready");
      await this.draw(() => this.map.show(ground, found, t("page-map-of-communities", { answer: this.status.textContent ?? "" }), signal));
    } catch (error) {
      if (signal.aborted || isAborted(error)) return;
      const problem = Problem.from(error);
      if (problem.parameter !== "within" || this.state.within === "") return this.showProblem(problem);
      this.notices.push(t("page-area-left-out", { why: problem.detail }));
      this.state = { ...this.state, within: "" };
      await this.load();
    }
  }

  /** The question with what it leaves open; nothing where there is no service to ask about. */
  private async loadServices(signal: AbortSignal): Promise<PlannerState | null> {
    if (this.services.length === 0) this.services = servicesWithDistance(await this.data.services(signal));
    const complete = completeState(this.state, this.services);
    if (complete === null) return null;
    if (this.state.services.some((id) => !complete.services.includes(id))) {
      this.notices.push(t("page-service-left-out", { service: this.labels(complete).join(", ") }));
      this.state = chosenIn({ ...this.state, services: complete.services }, this.services);
    }
    return complete;
  }

  private labels(state: PlannerState): string[] {
    return state.services.map((id) => this.services.find((service) => service.id === id)?.label ?? id);
  }

  private showNothing(): void {
    for (const part of [this.controls.element, this.notes, ...this.answers]) part.hidden = true;
    this.status.textContent = t("page-no-distances");
    this.enter("ready");
  }

  private offerDownload(state: PlannerState, count: number): void {
    const name = ["communities-beyond", state.km, "km-of", state.services.join("-"), state.within].filter((part) => part !== "").join("-");
    for (const [link, format, ending] of [[this.csv, "csv", "csv"], [this.geojson, "json", "geojson"]] as const) {
      link.href = this.data.listAddress(state, format);
      link.download = `${name}.${ending}`;
    }
    this.actions.hidden = count === 0;
  }

  private showAnswer(state: PlannerState, found: UnderservedCommunities, rows: readonly AreaRow[]): void {
    const labels = this.labels(state);
    const place = [...this.places?.provinces ?? [], ...this.places?.districts ?? []].find(({ pcode }) => pcode === state.within)?.name ?? "";
    const asked: Asked = { services: labels, match: state.match, place, minHouseholds: state.minHouseholds, q: state.q };
    setText(this.status, [summary(found, asked), cutText(found)].filter((part) => part !== "").join(" "));
    const condition = conditions(asked);
    this.condition.hidden = condition === "";
    setText(this.condition, condition);
    const notes = [...this.notices, ...(found.notes ?? [])];
    this.notes.replaceChildren(...notes.map((note) => build("li", {}, note)));
    this.notes.hidden = notes.length === 0;
    const mark = found.illustrative === true ? t("page-illustrative") : "";
    const title = t("page-underserved-title", { service: labels.join(", "), km: formatNumber(found.beyond_km) });
    const caption = mark === "" ? title : t("page-underserved-title-illustrative", { title });
    this.tableFor(state).show(found.features, caption, mark);
    for (const part of [this.controls.element, this.map.element, this.curve.element]) part.hidden = false;
    this.communities.hidden = found.features.length === 0;
    this.areas.show(rows, caption, mark);
    this.offerDownload(state, found.features.length);
    const today = new Intl.DateTimeFormat(document.documentElement.lang || "en", { dateStyle: "long" }).format(new Date());
    this.credits.replaceChildren(
      build("p", { class: "printed" }, t("page-planner-printed", { date: today })),
      build("p", {}, found.disclaimer ?? ""),
      build("ul", {}, ...(found.sources ?? []).map(({ citation }) => build("li", {}, citation))),
    );
  }

  private choose(id: string, fromTable: boolean): void {
    this.map.mark(id, fromTable);
    this.table?.point(id, !fromTable);
    if (fromTable) this.map.element.scrollIntoView({ block: "nearest" });
  }

  /** Without WebGL the words and the tables still answer. */
  private async draw(show: () => Promise<void>): Promise<void> {
    try {
      await show();
    } catch (error) {
      const { cannotDraw } = await import("../map/canvas");
      if (!cannotDraw(error)) throw error;
      this.map.element.replaceChildren(build("p", {}, t("page-cannot-draw-communities")));
    }
  }

  /** The parts that show an answer. */
  private get answers(): HTMLElement[] {
    return [this.map.element, this.communities, this.areas.element, this.actions, this.curve.element, this.centres.element];
  }

  private enter(state: "loading" | "ready" | "error"): void {
    this.place.dataset["state"] = state;
    this.place.setAttribute("aria-busy", String(state === "loading"));
    // An answer stays until there is another one.
    if (state === "loading" && this.map.element.hidden) setText(this.status, t("page-planner-loading"));
  }

  private showProblem(problem: Problem): void {
    this.enter("error");
    const again = build("button", { type: "button", class: "secondary" }, t("page-try-again"));
    again.addEventListener("click", () => this.ask(this.state, true));
    this.status.replaceChildren(build("strong", {}, problem.title), ` ${problem.detail} `, again);
    for (const part of [this.condition, this.notes, ...this.answers]) part.hidden = true;
    this.controls.element.hidden = false;
  }

  /** The table has a column for each service: other services are another table. */
  private tableFor(state: PlannerState): SortableTable<CommunityFeature> {
    const columns = state.services.join(",");
    if (this.table === null || columns !== this.columnsOf) {
      this.columnsOf = columns;
      this.table = new SortableTable(this.columns(state), (feature) => feature.properties.id);
      this.communities.replaceChildren(this.table.element);
    }
    return this.table;
  }

  private columns(state: PlannerState): Column<CommunityFeature>[] {
    const of = (feature: CommunityFeature): Community => feature.properties;
    const order = ({ km, band }: { km?: number | null | undefined; band?: string | null | undefined }): number | null =>
      km ?? (band === null || band === undefined ? null : bandOrder(band));
    const [labels, several] = [this.labels(state), state.services.length > 1];
    const distances: Column<CommunityFeature>[] = several
      ? state.services.map((id, at) => ({ name: id, label: labels[at] ?? id, number: true, key: (row) => order(distanceOf(of(row), id)), cell: (row) => serviceText(of(row), id) }))
      : [{ name: "distance", label: t("page-distance"), number: true, key: (row) => order({ km: of(row).distance_km, band: of(row).distance_band }), cell: (row) => distanceText(of(row)) }];
    return [
      { name: "name", label: t("page-community"), key: (row) => of(row).name, cell: (row) => this.nameCell(of(row)) },
      { name: "district", label: t("page-district-column"), key: (row) => districtText(of(row)), cell: (row) => districtText(of(row)) },
      { name: "province", label: t("page-province"), key: (row) => of(row).admin1_name ?? null, cell: (row) => of(row).admin1_name ?? "" },
      { name: "households", label: t("page-households-column"), number: true, key: (row) => of(row).households, cell: (row) => householdsCell(of(row)) },
      ...distances,
    ];
  }

  private nameCell(community: Community): Node {
    const button = build("button", { type: "button", class: "link", title: t("page-show-on-map") }, community.name);
    button.addEventListener("click", () => this.choose(community.id, true));
    const origin = originText(community);
    return build("span", {}, button, origin === "" ? null : build("span", { class: "origin" }, origin));
  }
}

function householdsCell(community: Community): string {
  return community.households === null ? householdsText(community) : formatNumber(community.households);
}
