import { build } from "../build-element";
import { formatMarkedValue, type Measure } from "../numbers";
import { translatorFor } from "../words";
import type { Status, ValueRow } from "../api/types";

/** What is said about one district. */
export interface District {
  name: string;
  province: string;
  value: number | null;
  status: Status;
  partial: boolean;
}

/** A district from the attributes of a tile. A value that is missing is never a zero. */
export function districtFromTile(properties: Record<string, unknown>, lang: string): District {
  const text = (key: string): string => {
    const value = properties[key];
    return typeof value === "string" ? value : "";
  };
  const value = typeof properties["value"] === "number" ? properties["value"] : null;
  const name = text("status");
  const status = (["no_data", "suppressed", "not_applicable"] as const).find((known) => known === name);
  return {
    name: text(`name_${lang}`) || text("name") || text("pcode"),
    province: text("parent_name"),
    value,
    status: status ?? (value === null ? "no_data" : "reported"),
    partial: properties["partial"] === true,
  };
}

export function districtFromRow(row: ValueRow): District {
  return {
    name: row.name,
    province: row.parent_name ?? "",
    value: row.value,
    status: row.status,
    partial: row.partial === true,
  };
}

/** One sentence for those who listen. */
export function describe(district: District, measure: Measure, partialNote: string): string {
  const place = district.province === "" ? district.name : `${district.name}, ${district.province}`;
  const value = formatMarkedValue(district.value, district.status, measure);
  const t = translatorFor(measure.lang);
  return district.partial && partialNote !== ""
    ? t("page-district-partial", { place, value, part: partialNote })
    : t("page-district", { place, value });
}

/** The box beside the pointer that gives a district's exact value. */
export class Tooltip {
  readonly element = build("div", { class: "tooltip", "aria-hidden": "true", hidden: true });

  show(district: District, measure: Measure, partialNote: string, at: { x: number; y: number } | null): void {
    this.element.replaceChildren(
      build("strong", {}, district.name),
      district.province === "" ? "" : build("span", { class: "province" }, district.province),
      build("span", { class: "value" }, formatMarkedValue(district.value, district.status, measure)),
      district.partial && partialNote !== "" ? build("span", { class: "partial" }, translatorFor(measure.lang)("page-partial-year-tag", { part: partialNote })) : "",
    );
    this.element.hidden = false;
    this.moveTo(at);
  }

  hide(): void {
    this.element.hidden = true;
  }

  /** Beside the point, but always inside the map. */
  private moveTo(at: { x: number; y: number } | null): void {
    const stage = this.element.parentElement;
    if (stage === null) return;
    const gap = 14;
    const { offsetWidth: width, offsetHeight: height } = this.element;
    const point = at ?? { x: 0, y: 0 };
    const right = point.x + gap + width <= stage.clientWidth;
    const below = point.y + gap + height <= stage.clientHeight;
    const left = right ? point.x + gap : point.x - gap - width;
    const top = below ? point.y + gap : point.y - gap - height;
    const inside = (value: number, most: number): number => Math.max(4, Math.min(value, most - 4));
    this.element.style.left = `${inside(left, stage.clientWidth - width)}px`;
    this.element.style.top = `${inside(top, stage.clientHeight - height)}px`;
  }
}
