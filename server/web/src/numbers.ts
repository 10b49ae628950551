import type { Status } from "./api/shapes";

/** How a value is written: what it counts, and whether it was invented. */
export interface Measure {
  unit: string;
  per?: string | null | undefined;
  illustrative?: boolean | undefined;
  lang?: string | undefined;
  /** What it means, here, that there is nobody to measure. */
  nobody?: string | undefined;
}

const STATUS_WORDS: Record<Exclude<Status, "reported">, string> = {
  no_data: "no data",
  suppressed: "suppressed to protect people",
  not_applicable: "not applicable",
};

/** A number for people. Small fractions keep two digits: what is not zero is never written as zero. */
export function formatNumber(value: number, lang = "en", signed = false): string {
  const options: Intl.NumberFormatOptions =
    value !== 0 && Math.abs(value) < 1 ? { maximumSignificantDigits: 2 } : { maximumFractionDigits: 1 };
  if (signed) options.signDisplay = "exceptZero";
  return new Intl.NumberFormat(lang, options).format(value);
}

/** "1,234 people", "12.5 %", "no data", "suppressed to protect people", "None of its communities lacks a hospital". */
export function formatValue(value: number | null | undefined, status: Status, measure: Measure): string {
  if (status === "not_applicable" && measure.nobody !== undefined) return measure.nobody;
  if (status !== "reported") return STATUS_WORDS[status];
  if (value === null || value === undefined) return STATUS_WORDS.no_data;
  const number = formatNumber(value, measure.lang, measure.per === "change");
  if (measure.unit === "%" || measure.unit === "percent") return `${number} %`;
  return measure.unit === "" ? number : `${number} ${measure.unit}`;
}

/** The same, with the word that must stand beside every invented number. */
export function formatMarkedValue(value: number | null | undefined, status: Status, measure: Measure): string {
  const text = formatValue(value, status, measure);
  return measure.illustrative === true && status === "reported" ? `${text} (illustrative)` : text;
}

/** Adds the months of a partial year to a title, unless it names them already. */
export function withPartial(title: string, partial: boolean | undefined, note: string | null | undefined): string {
  if (partial !== true) return title;
  const words = note === null || note === undefined || note === "" ? "partial year" : note;
  return title.includes(words) ? title : `${title} (${words})`;
}

export function countOf(count: number, one: string, many: string, lang = "en"): string {
  return `${formatNumber(count, lang)} ${count === 1 ? one : many}`;
}
