import type { Client } from "../api/client";
import { isAborted, Problem } from "../api/problem";
import type { Community, CommunityFeature, DistanceRow, FarCommunities, Service } from "../api/shapes";
import { build } from "../build-element";
import { servicesWithDistance } from "../element/choices";
import { formatNumber } from "../numbers";
import { FarMap } from "./far-map";
import { FarChooser } from "./far-chooser";
import { answerable, isServiceChosen } from "./far-question";
import { cutText, distanceText, originText, summary } from "./far-words";
import type { FarQuestion } from "./hash-state";
import { bandOrder } from "./sorting";
import { SortableTable, type Column } from "./sortable-table";

/** Far more than the communities of a country's assessment. */
const MOST = 10_000;

/** "Communities far from services": a question, its answer in a sentence, a map and a table. */
export class FarSection {
  private readonly chooser = new FarChooser((question) => this.ask(question));
  private readonly status = build("p", { class: "answer", "aria-live": "polite" });
  private readonly notes = build("ul", { class: "notes", hidden: true });
  private readonly download = build("a", { class: "download" }, "Download as GeoJSON");
  private readonly map: FarMap;
  private readonly table: SortableTable<CommunityFeature>;
  private services: Service[] = [];
  private provinces: { service: string; rows: DistanceRow[] } | null = null;
  /** What of the address could not be followed. */
  private notices: string[] = [];
  private running: AbortController | null = null;

  constructor(
    private readonly place: HTMLElement,
    private readonly client: Client,
    private question: FarQuestion,
    private readonly onAsk: (question: FarQuestion) => void,
    /** Told what was answered, and at which address; nothing where there is nothing to ask for. */
    private readonly onAnswer: (answer: { title: string; address: string } | null) => void,
  ) {
    this.map = new FarMap((id) => this.choose(id, false), () => undefined);
    this.table = new SortableTable(this.columns(), (feature) => feature.properties.id);
    place.append(
      this.chooser.element, this.status, this.notes, this.map.element, this.table.element, this.download,
    );
  }

  /** Asks another question; the same one again changes nothing. */
  ask(question: FarQuestion, always = false): void {
    const same = (["service", "km", "within"] as const).every((name) => question[name] === this.question[name]);
    if (same && !always) return;
    this.question = question;
    this.notices = [];
    this.onAsk(question);
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
      const { service, km, within } = this.question;
      const parameters = { beyond_km: km, within };
      const [far, ground] = await Promise.all([
        this.client.farCommunities(service, { ...parameters, limit: MOST }, signal),
        this.client.map({ indicator: "communities_lacking", service, within }, signal),
      ]);
      if (signal.aborted) return;
      this.showAnswer(far);
      this.offerDownload();
      await this.draw(() => this.map.show(ground, far, `Map of communities. ${this.status.textContent ?? ""}`, signal));
      if (!signal.aborted) this.enter("ready");
    } catch (error) {
      if (signal.aborted || isAborted(error)) return;
      const problem = Problem.from(error);
      if (problem.parameter !== "within" || this.question.within === "") return this.showProblem(problem);
      this.notices.push(`The area that was asked for is left out: ${problem.detail}.`);
      this.question = { ...this.question, within: "" };
      await this.load();
    }
  }

  /** False where there is no service to ask about. */
  private async loadChoices(signal: AbortSignal): Promise<boolean> {
    if (this.services.length === 0) this.services = servicesWithDistance(await this.client.services(signal));
    const question = answerable(this.question, this.services);
    if (question === null) return false;
    const { service } = question;
    if (service !== this.question.service) {
      if (isServiceChosen(this.question)) {
        const label = this.services.find((item) => item.id === service)?.label ?? service;
        this.notices.push(`The service that was asked for is left out: it is none that can be chosen. The answer is for: ${label}.`);
      }
      this.question = question;
    }
    if (this.provinces?.service !== service) {
      this.provinces = { service, rows: await this.client.distancesByProvince(service, signal) };
    }
    this.chooser.show(this.question, this.services, this.provinces.rows);
    return true;
  }

  private showNothing(): void {
    for (const part of [this.chooser.element, this.notes, this.map.element, this.table.element, this.download]) part.hidden = true;
    this.status.textContent = "Nothing is known here of distances to services.";
    this.onAnswer(null);
    this.enter("ready");
  }

  private offerDownload(): void {
    const { service, km, within } = this.question;
    // Without the format a browser, which asks for pages first, would get the table as a page.
    this.download.href = this.client.farCommunitiesAddress(service, { beyond_km: km, within, limit: MOST, f: "json" });
    this.download.download = ["communities-beyond", km, "km-of", service, within].filter((part) => part !== "").join("-") + ".geojson";
  }

  private showAnswer(far: FarCommunities): void {
    const service = this.services.find((item) => item.id === far.service)?.label ?? far.service;
    const place = this.provinces?.rows.find((row) => row.pcode === this.question.within)?.name ?? "";
    const text = summary(far, service, place);
    this.status.textContent = [text, cutText(far)].filter((part) => part !== "").join(" ");
    const notes = [...this.notices, ...(far.notes ?? [])];
    this.notes.replaceChildren(...notes.map((note) => build("li", {}, note)));
    this.notes.hidden = notes.length === 0;
    const mark = far.illustrative === true ? " (illustrative; generated communities are not real places)" : "";
    const title = `${service}: communities farther than ${formatNumber(far.beyond_km)} km`;
    const { within } = this.question;
    this.onAnswer({ title, address: this.client.farCommunitiesAddress(far.service, { beyond_km: far.beyond_km, within }) });
    this.table.show(far.features, `${title}${mark}`,
      far.illustrative === true ? "illustrative" : "");
    this.table.element.hidden = far.features.length === 0;
    this.download.hidden = far.features.length === 0;
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
      this.map.element.replaceChildren(build("p", {}, "This browser cannot draw the map. The table has every community."));
    }
  }

  private enter(state: "loading" | "ready" | "error"): void {
    this.place.dataset["state"] = state;
    this.place.setAttribute("aria-busy", String(state === "loading"));
  }

  private showProblem(problem: Problem): void {
    this.enter("error");
    const again = build("button", { type: "button", class: "secondary" }, "Try again");
    again.addEventListener("click", () => this.ask(this.question, true));
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
      { name: "name", label: "Community", key: (row) => of(row).name, cell: (row) => this.nameCell(of(row)) },
      { name: "district", label: "District", key: (row) => of(row).admin2_name, cell: (row) => of(row).admin2_name },
      { name: "province", label: "Province", key: (row) => of(row).admin1_name, cell: (row) => of(row).admin1_name },
      {
        name: "households", label: "Households", number: true, key: (row) => of(row).households,
        cell: (row) => householdsCell(of(row)),
      },
      { name: "distance", label: "Distance", number: true, key: distance, cell: (row) => distanceText(of(row)) },
    ];
  }

  private nameCell(community: Community): Node {
    const button = build("button", { type: "button", class: "link", title: "Show on the map" }, community.name);
    button.addEventListener("click", () => this.choose(community.id, true));
    const origin = originText(community);
    return build("span", {}, button, origin === "" ? null : build("span", { class: "origin" }, origin));
  }
}

function householdsCell(community: Community): string {
  return community.households === null ? "no data" : formatNumber(community.households);
}
