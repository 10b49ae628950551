import { build, setText } from "../build-element";
import { formatNumber } from "../numbers";
import { translatorFor } from "../words";
import { compareBy, type Direction, type SortKey } from "./sorting";

const t = translatorFor(null);

export interface Column<Row> {
  name: string;
  label: string;
  number?: boolean;
  key: (row: Row) => SortKey;
  cell: (row: Row) => Node | string;
}

const PAGE = 100;

/**
 * A table that is sorted by the buttons in its head, and shows long lists a hundred rows at a time. Its roles are
 * written out: on narrow screens the style lays rows out as blocks, and they stay rows for those who listen.
 */
export class SortableTable<Row> {
  readonly element: HTMLElement;
  private readonly caption = build("caption");
  private readonly body = build("tbody", { role: "rowgroup" });
  private readonly heads = new Map<string, HTMLTableCellElement>();
  private readonly more = build("button", { type: "button", class: "secondary" });
  private rows: Row[] = [];
  private sorted: { column: string; direction: Direction } | null = null;
  private shown = PAGE;
  private mark = "";

  constructor(
    private readonly columns: readonly Column<Row>[],
    private readonly idOf: (row: Row) => string,
  ) {
    const head = build("tr", { role: "row" });
    for (const column of columns) head.append(this.buildHead(column));
    this.more.addEventListener("click", () => {
      const first = this.shown;
      this.shown += PAGE;
      this.render();
      this.body.rows[first]?.querySelector<HTMLElement>("button, a")?.focus();
    });
    const table = build("table", { role: "table" }, this.caption, build("thead", { role: "rowgroup" }, head), this.body);
    this.element = build("div", { class: "sortable" }, build("div", { class: "scroll" }, table), this.more);
  }

  /**
   * Shows other rows, in the order given until a head is pressed; a chosen order stays. The mark ("illustrative")
   * stands in the head of every column of numbers.
   */
  show(rows: readonly Row[], caption: string, mark: string): void {
    this.rows = [...rows];
    this.shown = PAGE;
    this.mark = mark;
    for (const column of this.columns) {
      const words = this.heads.get(column.name)?.querySelector(".words");
      if (words !== null && words !== undefined) words.textContent = this.labelOf(column);
    }
    setText(this.caption, caption);
    this.sort();
  }

  /** Shows every row, as on paper. */
  showAll(): void {
    this.shown = Math.max(this.shown, this.rows.length);
    this.render();
  }

  /** Points at one row, and brings it into the shown part. */
  point(id: string | null, scroll: boolean): void {
    const index = this.rows.findIndex((row) => this.idOf(row) === id);
    if (index >= this.shown) {
      this.shown = Math.ceil((index + 1) / PAGE) * PAGE;
      this.render();
    }
    for (const row of this.body.rows) {
      const chosen = row.dataset["id"] === id;
      if (chosen) row.setAttribute("aria-current", "true");
      else row.removeAttribute("aria-current");
      if (chosen && scroll) row.scrollIntoView({ block: "nearest" });
    }
  }

  private buildHead(column: Column<Row>): HTMLTableCellElement {
    const button = build("button", { type: "button" },
      build("span", { class: "words" }, column.label),
      build("span", { class: "arrow", "aria-hidden": "true" }),
    );
    button.addEventListener("click", () => this.press(column));
    const head = build("th", { scope: "col", role: "columnheader", class: column.number === true ? "number" : null }, button);
    this.heads.set(column.name, head);
    return head;
  }

  /** First press: the useful direction (large numbers, first letters); the next one turns it. */
  private press(column: Column<Row>): void {
    const first: Direction = column.number === true ? "descending" : "ascending";
    const other: Direction = first === "ascending" ? "descending" : "ascending";
    const again = this.sorted?.column === column.name && this.sorted.direction === first;
    this.sorted = { column: column.name, direction: again ? other : first };
    this.sort();
  }

  private labelOf(column: Column<Row>): string {
    return column.number === true && this.mark !== "" ? t("page-marked-column", { column: column.label, mark: this.mark }) : column.label;
  }

  private sort(): void {
    const { sorted } = this;
    const column = this.columns.find((item) => item.name === sorted?.column);
    if (sorted !== null && column !== undefined) this.rows.sort(compareBy(column.key, sorted.direction));
    for (const [name, head] of this.heads) {
      if (name === sorted?.column) head.setAttribute("aria-sort", sorted.direction);
      else head.removeAttribute("aria-sort");
    }
    this.render();
  }

  private render(): void {
    const current = this.body.querySelector<HTMLElement>("[aria-current]")?.dataset["id"];
    this.body.replaceChildren(...this.rows.slice(0, this.shown).map((row) => this.buildRow(row, current)));
    const left = this.rows.length - this.shown;
    this.more.hidden = left <= 0;
    this.more.textContent = t("page-show-more", { more: formatNumber(Math.min(PAGE, left)), left: formatNumber(left) });
  }

  private buildRow(row: Row, current: string | undefined): HTMLTableRowElement {
    const id = this.idOf(row);
    const line = build("tr", { role: "row", "data-id": id, "aria-current": id === current ? "true" : null });
    for (const [index, column] of this.columns.entries()) {
      const attributes = { class: column.number === true ? "number" : null, "data-label": this.labelOf(column) };
      const cell = column.cell(row);
      line.append(index === 0
        ? build("th", { scope: "row", role: "rowheader", ...attributes }, cell)
        : build("td", { role: "cell", ...attributes }, cell));
    }
    return line;
  }
}
