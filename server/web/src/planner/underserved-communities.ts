import type { Client } from "../api/client";
import { isAborted, Problem } from "../api/problem";
import type { Community, CommunityFeature, DistanceRow, Service, UnderservedCommunities } from "../api/types";
import { build, setText } from "../build-element";
import { servicesWithDistance } from "../element/choices";
import { formatNumber } from "../numbers";
import { translatorFor } from "../words";
import { UnderservedMap } from "./underserved-map";
import { UnderservedChooser } from "./underserved-chooser";
import { completeQuery, NOTHING_ASKED, type UnderservedQuery } from "./underserved-query";
import { cutText, distanceText, districtText, householdsText, originText, summary } from "./underserved-words";
import { bandOrder } from "../site/sorting";
import { SortableTable, type Column } from "../site/sortable-table";

const t = translatorFor(null);

/** Far more than the communities of a country's assessment. */
const MOST = 10_000;

/** "Communities far from services": a query, its answer in a sentence, a map and a table. */
export class UnderservedSection {
  private readonly chooser = new UnderservedChooser((query) => this.ask(query));
  private readonly status = build("p", { class: "answer", "aria-live": "polite" });
  private readonly notes = build("ul", { class: "notes", hidden: true });
  private readonly download = build("a", { class: "download" }, t("page-download-geojson"));
  private readonly map: UnderservedMap;
  private readonly table: SortableTable<CommunityFeature>;
  private services: Service[] = [];
  private provinces: { service: string; rows: DistanceRow[] } | null = null;
  /** The query with what it leaves open. */
  private shown: UnderservedQuery = NOTHING_ASKED;
  /** What of the address could not be followed. */
  private notices: string[] = [];
  private running: AbortController | null = null;

  constructor(
    private readonly place: HTMLElement,
    private readonly client: Client,
    private query: UnderservedQuery,
    private readonly onAsk: (query: UnderservedQuery) => void,
  ) {
    this.map = new UnderservedMap((id) => this.choose(id, false), () => undefined);
    this.table = new SortableTable(this.columns(), (feature) => feature.properties.id);
    place.append(
      this.chooser.element, this.status, this.notes, this.map.element, this.table.element, this.download,
    );
  }

  /** Asks another query; the same one again changes nothing. */
  ask(query: UnderservedQuery, always = false): void {
    const same = (["service", "km", "within"] as const).every((name) => query[name] === this.query[name]);
    if (same && !always) return;
    this.query = query;
    this.notices = [];
    this.onAsk(query);
    void this.load();
  }

  async load(): Promise<void> {
    this.running?.abort();
    const running = new AbortController();
    this.running = running;
    const { signal } = running;
    this.enter("loading");
    try {
      if (!(await this.loadChoices(signal))) return this.showNothing();
      const { service, km, within } = this.shown;
      const parameters = { beyond_km: km, within };
      const [underserved, ground] = await Promise.all([
        this.client.underservedCommunities(service, { ...parameters, limit: MOST }, signal),
        this.client.map({ indicator: "communities_lacking", service, within }, signal),
      ]);
      if (signal.aborted) return;
      this.showAnswer(underserved);
      this.offerDownload();
      await this.draw(() => this.map.show(ground, underserved, t("page-map-of-communities", { answer: this.status.textContent ?? "" }), signal));
      if (!signal.aborted) this.enter("ready");
    } catch (error) {
      if (signal.aborted || isAborted(error)) return;
      const problem = Problem.from(error);
      if (problem.parameter !== "within" || this.query.within === "") return this.showProblem(problem);
      this.notices.push(t("page-area-left-out", { why: problem.detail }));
      this.query = { ...this.query, within: "" };
      await this.load();
    }
  }

  /** False where there is no service to ask about. */
  private async loadChoices(signal: AbortSignal): Promise<boolean> {
    if (this.services.length === 0) this.services = servicesWithDistance(await this.client.services(signal));
    const shown = completeQuery(this.query, this.services);
    if (shown === null) return false;
    const { service } = shown;
    if (this.query.service !== "" && this.query.service !== service) {
      const label = this.services.find((item) => item.id === service)?.label ?? service;
      this.notices.push(t("page-service-left-out", { service: label }));
      this.query = { ...this.query, service: "" };
    }
    this.shown = shown;
    if (this.provinces?.service !== service) {
      this.provinces = { service, rows: await this.client.distancesByProvince(service, signal) };
    }
    this.chooser.show(this.shown, this.services, this.provinces.rows);
    return true;
  }

  private showNothing(): void {
    for (const part of [this.chooser.element, this.notes, this.map.element, this.table.element, this.download]) part.hidden = true;
    this.status.textContent = t("page-no-distances");
    this.enter("ready");
  }

  private offerDownload(): void {
    const { service, km, within } = this.shown;
    // Without the format a browser, which asks for pages first, would get the table as a page.
    this.download.href = this.client.underservedCommunitiesAddress(service, { beyond_km: km, within, limit: MOST, f: "json" });
    this.download.download = ["communities-beyond", km, "km-of", service, within].filter((part) => part !== "").join("-") + ".geojson";
  }

  private showAnswer(underserved: UnderservedCommunities): void {
    const service = this.services.find((item) => item.id === underserved.service)?.label ?? underserved.service;
    const place = this.provinces?.rows.find((row) => row.pcode === this.query.within)?.name ?? "";
    const text = summary(underserved, service, place);
    setText(this.status, [text, cutText(underserved)].filter((part) => part !== "").join(" "));
    const notes = [...this.notices, ...(underserved.notes ?? [])];
    this.notes.replaceChildren(...notes.map((note) => build("li", {}, note)));
    this.notes.hidden = notes.length === 0;
    const title = t("page-underserved-title", { service, km: formatNumber(underserved.beyond_km) });
    const caption = underserved.illustrative === true ? t("page-underserved-title-illustrative", { title }) : title;
    this.table.show(underserved.features, caption, underserved.illustrative === true ? t("page-illustrative") : "");
    this.table.element.hidden = underserved.features.length === 0;
    this.download.hidden = underserved.features.length === 0;
  }

  private choose(id: string, fromTable: boolean): void {
    this.map.mark(id, fromTable);
    this.table.point(id, !fromTable);
    if (fromTable) this.map.element.scrollIntoView({ block: "nearest" });
  }

  /** Without WebGL the sentence and the table still answer. */
  private async draw(show: () => Promise<void>): Promise<void> {
    try {
      await show();
    } catch (error) {
      const { cannotDraw } = await import("../map/canvas");
      if (!cannotDraw(error)) throw error;
      this.map.element.replaceChildren(build("p", {}, t("page-cannot-draw-communities")));
    }
  }

  private enter(state: "loading" | "ready" | "error"): void {
    this.place.dataset["state"] = state;
    this.place.setAttribute("aria-busy", String(state === "loading"));
  }

  private showProblem(problem: Problem): void {
    this.enter("error");
    const again = build("button", { type: "button", class: "secondary" }, t("page-try-again"));
    again.addEventListener("click", () => this.ask(this.query, true));
    this.status.replaceChildren(build("strong", {}, problem.title), ` ${problem.detail} `, again);
    this.notes.hidden = true;
    this.table.element.hidden = true;
    this.download.hidden = true;
  }

  private columns(): Column<CommunityFeature>[] {
    const of = (feature: CommunityFeature): Community => feature.properties;
    const distance = (feature: CommunityFeature): number | null =>
      of(feature).distance_km ?? (of(feature).distance_band == null ? null : bandOrder(of(feature).distance_band ?? ""));
    return [
      { name: "name", label: t("page-community"), key: (row) => of(row).name, cell: (row) => this.nameCell(of(row)) },
      { name: "district", label: t("page-district-column"), key: (row) => districtText(of(row)), cell: (row) => districtText(of(row)) },
      { name: "province", label: t("page-province"), key: (row) => of(row).admin1_name ?? null, cell: (row) => of(row).admin1_name ?? "" },
      {
        name: "households", label: t("page-households-column"), number: true, key: (row) => of(row).households,
        cell: (row) => householdsCell(of(row)),
      },
      { name: "distance", label: t("page-distance"), number: true, key: distance, cell: (row) => distanceText(of(row)) },
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
