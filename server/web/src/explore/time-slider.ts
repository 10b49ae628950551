import { build } from "../build-element";
import { yearLabel } from "../element/choices";
import type { Group } from "../api/types";
import { translatorFor } from "../words";
import { isLast, nextYear } from "./timeline";

const t = translatorFor(null);

/** How long a year is shown at least while years are played, in milliseconds. */
const PACE = 1_100;

/** The years below the map: a slider, a button to play them, and one for all of them together. Where a reader wants less motion it goes a step at a time. */
export class TimeSlider {
  private readonly play = build("button", { type: "button", class: "play" });
  private readonly all = build("button", { type: "button", class: "all" }, t("page-all-years"));
  private readonly range = build("input", { type: "range", min: 0, step: 1, "aria-label": t("page-year") });
  private readonly ticks = build("ol", { class: "ticks" });
  readonly element = build("div", { class: "years", role: "group", "aria-label": t("page-explore-years"), hidden: true },
    this.play, this.all, build("div", { class: "track" }, this.range, this.ticks));
  private readonly still = matchMedia("(prefers-reduced-motion: reduce)");
  private group: Group | null = null;
  private years: readonly number[] = [];
  private year: number | null = null;
  private playing: ReturnType<typeof setTimeout> | null = null;
  private isPlaying = false;

  /** Told which year to show, and whether the reader chose it, or it only passes by. */
  constructor(private readonly onYear: (year: number | "window", passes: boolean) => void) {
    this.play.addEventListener("click", () => {
      if (this.still.matches) this.step(false);
      else if (this.isPlaying) this.stop();
      else this.start();
    });
    this.all.addEventListener("click", () => this.choose("window"));
    this.range.addEventListener("input", () => {
      const year = this.years[Number(this.range.value)];
      if (year !== undefined) this.choose(year);
    });
    this.still.addEventListener("change", () => this.stop());
  }

  /** The year after the shown one, if it is likely to be asked for. */
  get next(): number | null {
    return this.years.length > 1 ? nextYear(this.years, this.year) : null;
  }

  /** Shows the years of a group, and which one the map has; nothing where there is nothing to slide along. */
  show(group: Group | undefined, years: readonly number[], shown: number | null, canShowAll: boolean): void {
    this.element.hidden = group === undefined || years.length < 2;
    if (group === undefined || this.element.hidden) return this.stop();
    if (years.join() !== this.years.join() || group !== this.group) this.ticks.replaceChildren(...years.map((year) => this.tick(group, year)));
    [this.group, this.years, this.year] = [group, years, shown];
    this.range.max = String(years.length - 1);
    const at = shown === null ? years.length - 1 : years.indexOf(shown);
    this.range.value = String(at);
    this.range.setAttribute("aria-valuetext", shown === null ? t("page-all-years") : yearLabel(group, shown));
    this.element.classList.toggle("together", shown === null);
    this.all.hidden = !canShowAll;
    this.all.setAttribute("aria-pressed", String(shown === null));
    for (const [position, tick] of [...this.ticks.querySelectorAll("button")].entries()) {
      tick.setAttribute("aria-pressed", String(shown === null ? false : position === at));
    }
    this.label();
    if (this.isPlaying) this.goOn();
  }

  stop(): void {
    if (this.playing !== null) clearTimeout(this.playing);
    this.playing = null;
    this.isPlaying = false;
    this.label();
  }

  private start(): void {
    this.isPlaying = true;
    this.label();
    this.step(true);
  }

  /** The map was drawn: after a while comes the next year, up to the last one. */
  private goOn(): void {
    if (this.playing !== null) clearTimeout(this.playing);
    if (isLast(this.years, this.year)) return this.stop();
    this.playing = setTimeout(() => this.step(true), PACE);
  }

  private step(passes: boolean): void {
    const next = this.next;
    if (next !== null) this.onYear(next, passes);
  }

  private choose(year: number | "window"): void {
    this.stop();
    this.onYear(year, false);
  }

  private label(): void {
    const words = this.still.matches ? t("page-explore-next-year") : this.isPlaying ? t("page-explore-pause") : t("page-explore-play");
    this.play.textContent = this.still.matches ? "\u203a" : this.isPlaying ? "\u275a\u275a" : "\u25b6\ufe0e";
    this.play.setAttribute("aria-label", words);
    this.play.title = words;
  }

  private tick(group: Group, year: number): HTMLElement {
    const months = group.partial?.[String(year)];
    const button = build("button", { type: "button", tabindex: -1, "aria-pressed": "false", "aria-label": yearLabel(group, year) },
      build("span", {}, months === undefined ? String(year) : `${year}*`));
    button.addEventListener("click", () => this.choose(year));
    return build("li", { title: months }, button);
  }
}
