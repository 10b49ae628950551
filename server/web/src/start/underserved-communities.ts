import type { Client } from "../api/client";
import { isAborted, Problem } from "../api/problem";
import type { Community, CommunityFeature, DistanceRow, FarCommunities, Service } from "../api/types";
import { build } from "../build-element";
import { servicesWithDistance } from "../element/choices";
import { formatNumber } from "../numbers";
import { wordsIn } from "../words";
import { FarMap } from "./underserved-map";
import { FarChooser } from "./underserved-chooser";
import { answerable, isServiceChosen } from "./underserved-question";
import { cutText, distanceText, originText, summary } from "./underserved-words";
import type { FarQuestion } from "./hash-state";
import { bandOrder } from "./sorting";
import { SortableTable, type Column } from "./sortable-table";

const say = wordsIn(null);

/** Far more than the communities of a country's assessment. */
const MOST = 10_000;

/** "Communities far from services": a question, its answer in a sentence, a map and a table. */
export class FarSection {
  private readonly chooser = new FarChooser((question) => this.ask(question));
  private readonly status = build("p", { class: "answer", "aria-live": "polite" });
  private readonly notes = build("ul", { class: "notes", hidden: true });
  private readonly download = build("a", { class: "download" }, say("page-download-geojson"));
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
      await this.draw(() => this.map.show(ground, far, say("page-map-of-communities", { answer: this.status.textContent ?? "" }), signal));
      if (!signal.aborted) this.enter("ready");
    } catch (error) {
      if (signal.aborted || isAborted(error)) return;
      const problem = Problem.from(error);
      if (problem.parameter !== "within" || this.question.within === "") return this.showProblem(problem);
      this.notices.push(say("page-area-left-out", { why: problem.detail }));
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
        this.notices.push(say("page-service-left-out", { service: label }));
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
    this.status.textContent = say("page-no-distances");
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
    const title = say("page-far-title", { service, km: formatNumber(far.beyond_km) });
    const caption = far.illustrative === true ? say("page-far-title-illustrative", { title }) : title;
    const { within } = this.question;
    this.onAnswer({ title, address: this.client.farCommunitiesAddress(far.service, { beyond_km: far.beyond_km, within }) });
    this.table.show(far.features, caption, far.illustrative === true ? say("page-illustrative") : "");
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
      this.map.element.replaceChildren(build("p", {}, say("page-cannot-draw-communities")));
    }
  }

  private enter(state: "loading" | "ready" | "error"): void {
    this.place.dataset["state"] = state;
    this.place.setAttribute("aria-busy", String(state === "loading"));
  }

  private showProblem(problem: Problem): void {
    this.enter("error");
    const again = build("button", { type: "button", class: "secondary" }, say("page-try-again"));
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
      { name: "name", label: say("page-community"), key: (row) => of(row).name, cell: (row) => this.nameCell(of(row)) },
      { name: "district", label: say("page-district-column"), key: (row) => of(row).admin2_name, cell: (row) => of(row).admin2_name },
      { name: "province", label: say("page-province"), key: (row) => of(row).admin1_name, cell: (row) => of(row).admin1_name },
      {
        name: "households", label: say("page-households-column"), number: true, key: (row) => of(row).households,
        cell: (row) => householdsCell(of(row)),
      },
      { name: "distance", label: say("page-distance"), number: true, key: distance, cell: (row) => distanceText(of(row)) },
    ];
  }

  private nameCell(community: Community): Node {
    const button = build("button", { type: "button", class: "link", title: say("page-show-on-map") }, community.name);
    button.addEventListener("click", () => this.choose(community.id, true));
    const origin = originText(community);
    return build("span", {}, button, origin === "" ? null : build("span", { class: "origin" }, origin));
  }
}

function householdsCell(community: Community): string {
  return community.households === null ? say("page-no-data") : formatNumber(community.households);
}
