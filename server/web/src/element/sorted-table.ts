import { build } from "../build-element";

type Direction = "ascending" | "descending";
interface Order {
  column: number;
  direction: Direction;
}

/**
 * The table of a card, sorted by buttons in its head. The server writes it by rank; whatever was chosen stays when another year comes. Rows without a number
 * are last in either direction.
 */
export class SortedTable {
  private order: Order | null = null;

  /** Makes the table of a fresh card answer. */
  takeUp(card: HTMLElement): void {
    const table = card.querySelector<HTMLTableElement>(".values:not(.unseen) table");
    const body = table?.tBodies[0];
    if (table == null || body === undefined) return;
    const rows = [...body.rows];
    // The server knows which value is higher, also of those that are written alike.
    const rank = new Map(rows.map((row, at) => [row, -at]));
    const names = new Intl.Collator(card.lang === "" ? undefined : card.lang, { numeric: true });
    const heads = [...(table.tHead?.rows[0]?.cells ?? [])];

    const compare = ({ column, direction }: Order): ((a: HTMLTableRowElement, b: HTMLTableRowElement) => number) => {
      const sign = direction === "ascending" ? 1 : -1;
      if (column === 0) return (a, b) => sign * names.compare(a.cells[0]?.textContent ?? "", b.cells[0]?.textContent ?? "");
      const number = (row: HTMLTableRowElement): number | null => {
        if (column > 1) return Number(row.cells[column]?.dataset["number"] ?? NaN);
        return row.hasAttribute("data-reported") ? rank.get(row) ?? null : null;
      };
      return (a, b) => {
        const [left, right] = [number(a), number(b)];
        if (left === null || right === null) return Number(left === null) - Number(right === null);
        return sign * (left - right) || (rank.get(b) ?? 0) - (rank.get(a) ?? 0);
      };
    };
    const sort = (order: Order): void => {
      this.order = order;
      // Sorting keeps what is alike in the order of rank.
      body.append(...[...rows].sort(compare(order)));
      heads.forEach((head, at) => {
        if (at === order.column) head.setAttribute("aria-sort", order.direction);
        else head.removeAttribute("aria-sort");
      });
    };
    heads.forEach((head, column) => {
      const button = build("button", { type: "button", class: "sort" }, ...head.childNodes);
      head.replaceChildren(button);
      button.addEventListener("click", () => {
        const usual: Direction = column === 0 ? "ascending" : "descending";
        const isUsual = head.getAttribute("aria-sort") === usual;
        sort({ column, direction: !isUsual ? usual : usual === "ascending" ? "descending" : "ascending" });
      });
    });
    if (this.order !== null && this.order.column < heads.length) sort(this.order);
  }
}
