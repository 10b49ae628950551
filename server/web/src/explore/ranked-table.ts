import { build, setText } from "../build-element";
import { svg } from "../element/svg";
import { translatorFor } from "../words";
import type { RankedRow } from "./ranking";

const t = translatorFor(null);

type Order = "rank" | "name";

export interface Ranking {
  rows: readonly RankedRow[];
  caption: string;
  /** What the values are, as the head of their column. */
  unit: string;
  /** A value in words. */
  format: (value: number) => string;
  /** What must be said of the values. */
  note: string;
}

/** The places beside the map, the highest first. A row that is pointed at is marked on the map, and the other way round. */
export class RankedTable {
  private readonly caption = build("caption");
  private readonly byRank = build("button", { type: "button" });
  private readonly byName = build("button", { type: "button" }, t("page-name"));
  private readonly heads = {
    rank: build("th", { scope: "col", class: "value" }, this.byRank),
    name: build("th", { scope: "col" }, this.byName),
  };
  private readonly body = build("tbody");
  private readonly scroll = build("div", { class: "scroll", tabindex: 0, role: "region" },
    build("table", {}, this.caption, build("thead", {}, build("tr", {},
      build("th", { scope: "col", class: "rank" }, build("abbr", { title: t("page-explore-rank") }, "#")), this.heads.name, this.heads.rank)), this.body));
  private readonly note = build("p", { class: "quiet" });
  readonly element = build("div", { class: "ranking" }, this.scroll, this.note);
  private order: Order = "rank";
  private ascends = false;
  private shown: Ranking | null = null;
  private chosen = "";

  constructor(
    private readonly onPoint: (pcode: string | null) => void,
    private readonly onChoose: (pcode: string) => void,
  ) {
    this.byRank.addEventListener("click", () => this.press("rank"));
    this.byName.addEventListener("click", () => this.press("name"));
    const rowOf = (event: Event): string | null => (event.target as Element).closest<HTMLElement>("tr[data-pcode]")?.dataset["pcode"] ?? null;
    this.body.addEventListener("pointerover", (event) => {
      if (event.pointerType === "mouse") this.onPoint(rowOf(event));
    });
    this.body.addEventListener("pointerleave", () => this.onPoint(null));
    this.body.addEventListener("focusin", (event) => this.onPoint(rowOf(event)));
    this.body.addEventListener("focusout", () => this.onPoint(null));
    this.body.addEventListener("click", (event) => {
      const pcode = rowOf(event);
      if (pcode !== null) this.onChoose(pcode);
    });
  }

  show(ranking: Ranking): void {
    this.shown = ranking;
    setText(this.caption, ranking.caption);
    this.scroll.setAttribute("aria-label", ranking.caption);
    setText(this.byRank, ranking.unit);
    setText(this.note, ranking.note);
    this.note.hidden = ranking.note === "";
    this.render();
  }

  /** In place of rows: why there are none. */
  fail(words: string): void {
    this.shown = null;
    this.body.replaceChildren();
    setText(this.note, words);
    this.note.hidden = false;
  }

  /** Marks the row of a unit that is pointed at on the map, and brings it into the shown part of the table. */
  point(pcode: string | null): void {
    for (const row of this.body.rows) {
      const isMarked = row.dataset["pcode"] === pcode;
      row.classList.toggle("pointed", isMarked);
      if (isMarked) this.bringUp(row);
    }
  }

  /** Marks the row of the place whose profile is open. */
  choose(pcode: string): void {
    this.chosen = pcode;
    for (const row of this.body.rows) this.mark(row);
  }

  private bringUp(row: HTMLElement): void {
    const { scrollTop, clientHeight } = this.scroll;
    const head = this.heads.name.offsetHeight;
    if (row.offsetTop < scrollTop + head) this.scroll.scrollTop = row.offsetTop - head;
    else if (row.offsetTop + row.offsetHeight > scrollTop + clientHeight) this.scroll.scrollTop = row.offsetTop + row.offsetHeight - clientHeight;
  }

  private mark(row: HTMLElement): void {
    if (row.dataset["pcode"] === this.chosen) row.setAttribute("aria-current", "true");
    else row.removeAttribute("aria-current");
  }

  /** First press: the useful direction (large numbers, first letters); the next one turns it. */
  private press(order: Order): void {
    this.ascends = this.order === order ? !this.ascends : order === "name";
    this.order = order;
    this.render();
  }

  private render(): void {
    if (this.shown === null) return;
    const { rows, format } = this.shown;
    const named = [...rows].sort((a, b) => a.name.localeCompare(b.name, document.documentElement.lang));
    const known = rows.filter((row) => row.value !== null);
    const unknown = rows.filter((row) => row.value === null);
    const ordered = this.order === "name"
      ? this.ascends ? named : named.reverse()
      : [...(this.ascends ? [...known].reverse() : known), ...unknown];
    for (const [order, head] of Object.entries(this.heads)) {
      if (order === this.order) head.setAttribute("aria-sort", this.ascends ? "ascending" : "descending");
      else head.removeAttribute("aria-sort");
    }
    const focused = document.activeElement?.closest<HTMLElement>("tr[data-pcode]")?.dataset["pcode"];
    this.body.replaceChildren(...ordered.map((row) => this.row(row, format)));
    if (focused !== undefined) this.body.querySelector<HTMLElement>(`tr[data-pcode="${CSS.escape(focused)}"] button`)?.focus({ preventScroll: true });
  }

  private row({ pcode, name, value, status, reason, partial, rank, bar }: RankedRow, format: (value: number) => string): HTMLTableRowElement {
    const words = value === null ? wordsOf(status, reason) : partial ? t("page-partial-value", { value: format(value) }) : format(value);
    const row = build("tr", { "data-pcode": pcode },
      build("td", { class: "rank" }, rank === null ? "" : String(rank)),
      build("th", { scope: "row" }, build("button", { type: "button", class: "link", title: t("page-explore-open-profile") }, name)),
      build("td", { class: value === null ? "value missing" : "value" }, build("span", {}, words), bar === null ? null : drawBar(bar)),
    );
    this.mark(row);
    return row;
  }
}

/** Why there is no value, in words. */
export function wordsOf(status: RankedRow["status"], reason = ""): string {
  return reason !== "" ? reason : t(status === "suppressed" ? "page-suppressed" : "page-no-data");
}

/** A bar from one place to another, of 100: an attribute of SVG, as no style may stand in a page. */
export function drawBar([from, to]: readonly [number, number], name = ""): SVGSVGElement {
  const width = to - from;
  return svg("svg", { class: "bar", viewBox: "0 0 100 8", preserveAspectRatio: "none", "aria-hidden": "true" },
    svg("rect", { class: name, x: from.toFixed(2), width: width.toFixed(2), height: 8 }));
}
