import { build } from "../build-element";
import { formatNumber } from "../numbers";
import { SortableTable, type Column } from "../site/sortable-table";
import { translatorFor } from "../words";
import type { AreaRow } from "./planner-data";
import { intervalText } from "./planner-words";

const t = translatorFor(null);

/** Communities and households beyond, by province or, inside one, by district; a name in it narrows the page to its place. */
export class AreaSection {
  readonly element = build("section", { class: "panel", id: "areas", "aria-labelledby": "areas-title" }, build("h2", { id: "areas-title" }, t("page-planner-by-area")));
  private readonly table: SortableTable<AreaRow>;

  constructor(private readonly onChoose: (pcode: string) => void) {
    this.table = new SortableTable(this.columns(), ({ pcode }) => pcode);
    this.element.append(this.table.element);
  }

  show(rows: readonly AreaRow[], caption: string, mark: string): void {
    this.element.hidden = rows.length === 0;
    this.table.show(rows, caption, mark);
  }

  private columns(): Column<AreaRow>[] {
    return [
      { name: "area", label: t("page-planner-area-column"), key: ({ name }) => name, cell: (row) => this.nameCell(row) },
      { name: "communities", label: t("page-planner-communities-column"), number: true, key: ({ communities }) => communities?.high ?? null, cell: ({ communities }) => intervalText(communities) },
      { name: "households", label: t("page-households-column"), number: true, key: ({ households }) => households?.high ?? null, cell: ({ households }) => intervalText(households) },
      { name: "share", label: t("page-planner-share-column"), number: true, key: ({ share_of_households: share }) => share?.high ?? null, cell: ({ share_of_households: share }) => shareText(share) },
    ];
  }

  private nameCell(row: AreaRow): Node {
    const button = build("button", { type: "button", class: "link", title: t("page-planner-show-area") }, row.name);
    button.addEventListener("click", () => this.onChoose(row.pcode));
    return button;
  }
}

function shareText(share: AreaRow["share_of_households"]): string {
  if (share === null) return t("page-suppressed");
  if (share.low === null || share.high === null) return t("page-no-data");
  const [low, high] = [share.low, share.high].map((of) => formatNumber(Math.round(of * 10) / 10));
  const text = low === high ? low ?? "" : t("page-planner-between", { low: low ?? "", high: high ?? "" });
  return t("page-planner-percent", { number: text });
}
