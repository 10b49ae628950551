import type { History } from "../api/types";

/** What a card says of a unit: a row of its table. */
export interface Unit {
  pcode: string;
  name: string;
  /** The larger unit that it lies in; nothing for a part of the country itself. */
  parent: string;
  /** The value, with the word that must stand beside an invented one. */
  value: string;
  /** One sentence for those who listen. */
  said: string;
  /** What it had in each year; nothing where that is not known. */
  history: readonly (number | null)[];
}

/** The units of a card, in the order of its table: the highest value first. */
export class Units {
  readonly all: readonly Unit[];
  readonly years: readonly number[];
  private readonly byCode = new Map<string, Unit>();

  constructor(card: ParentNode, history: History | undefined) {
    this.years = history?.years ?? [];
    this.all = [...card.querySelectorAll<HTMLTableRowElement>(".values tr[data-pcode]")].map((row) => {
      const { pcode = "", parent = "", value = "", said = "" } = row.dataset;
      const name = row.querySelector("th")?.textContent ?? "";
      const unit = { pcode, name, parent, value, said, history: history?.values[pcode] ?? [] };
      this.byCode.set(pcode, unit);
      return unit;
    });
  }

  of(pcode: string): Unit | undefined {
    return this.byCode.get(pcode);
  }
}
