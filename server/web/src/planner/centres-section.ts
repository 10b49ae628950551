import { build } from "../build-element";
import { formatNumber, illustrative } from "../numbers";
import { translatorFor } from "../words";
import type { NewCentre, PlannerData } from "./planner-data";
import type { PlannerState } from "./planner-state";
import { districtText } from "./planner-words";

const t = translatorFor(null);
const MANY = 5;

/** Where new places with the service would help most: asked for when somebody opens it. */
export class CentresSection {
  readonly element = build("details", { class: "panel centres" });
  private readonly body = build("div", { class: "centres-body", "aria-live": "polite" });
  private asked: (() => Promise<void>) | null = null;

  constructor(private readonly onChoose: (id: string) => void) {
    this.element.append(build("summary", {}, t("page-planner-centres")), this.body);
    this.element.addEventListener("toggle", () => void this.load());
  }

  /** Another question; one service at a time. */
  show(data: PlannerData, state: PlannerState, signal: AbortSignal): void {
    this.element.hidden = state.services.length !== 1;
    this.asked = async () => {
      try {
        const found = await data.newCentres(state, MANY, signal);
        if (signal.aborted) return;
        const marked = (text: string): string => (found.illustrative ? illustrative(text) : text);
        this.body.replaceChildren(
          build("p", {}, t("page-planner-centres-intro", { km: formatNumber(Number(state.km)) })),
          build("ol", {}, ...found.features.map((centre) => this.item(centre, marked))),
          build("ul", { class: "notes" }, ...found.notes.map((note) => build("li", {}, note))),
        );
      } catch (error) {
        if (!signal.aborted) this.body.textContent = error instanceof Error ? error.message : String(error);
      }
    };
    void this.load();
  }

  private async load(): Promise<void> {
    const asked = this.asked;
    if (!this.element.open || asked === null) return;
    this.asked = null;
    await asked();
  }

  private item({ id, properties }: NewCentre, marked: (text: string) => string): HTMLElement {
    const button = build("button", { type: "button", class: "link" }, properties.name);
    button.addEventListener("click", () => this.onChoose(id));
    const place = [districtText(properties), properties.admin1_name].filter(Boolean).join(", ");
    const households = properties.households_reached === null ? t("page-suppressed") : marked(formatNumber(properties.households_reached));
    return build("li", {}, button, build("span", { class: "quiet" }, ` ${place}`), build("br"),
      `${t("page-planner-reached")}: ${households} · ${t("page-planner-communities-reached")}: ${marked(formatNumber(properties.communities_reached))}`);
  }
}
