import type { Status } from "./api/types";
import { translatorFor } from "./words";

/** How a value is written: what it counts, and whether it was invented. */
export interface Measure {
  unit: string;
  per?: string | null | undefined;
  illustrative?: boolean | undefined;
  lang?: string | undefined;
  /** How many decimals it needs at least, so that what is read is not in another class than its colour. */
  decimals?: number | undefined;
  /** What it means, here, that there is nobody to measure. */
  nobody?: string | undefined;
}

function statusText(status: Exclude<Status, "reported">, lang: string | undefined): string {
  const t = translatorFor(lang);
  if (status === "no_data") return t("page-no-data");
  return status === "suppressed" ? t("page-suppressed") : t("page-not-applicable");
}

/**
 * A number for people, as the server writes it: in its digits, with the separators of the catalogue, and a minus that is as wide as a plus. It has one
 * decimal, or as many as it needs. Small fractions keep two digits: what is not zero is never written as zero.
 */
export function formatNumber(value: number, lang = "en", signed = false, decimals = 0): string {
  const size = Math.abs(value);
  const usual = size > 0 && size < 1 ? 1 + Math.max(0, -Math.floor(Math.log10(size))) : 1;
  const options: Intl.NumberFormatOptions = { maximumFractionDigits: Math.min(Math.max(usual, decimals), 20) };
  if (signed) options.signDisplay = "exceptZero";
  const t = translatorFor(lang);
  const written: Partial<Record<Intl.NumberFormatPartTypes, () => string>> = {
    group: () => t("page-number-group"), decimal: () => t("page-number-decimal"), minusSign: () => "\u2212",
  };
  const parts = new Intl.NumberFormat("en-u-nu-latn", options).formatToParts(value);
  return parts.map((part) => written[part.type]?.() ?? part.value).join("");
}

/** "1,234 people", "12.5 %", "no data", "suppressed to protect people", "None of its communities lacks a hospital". */
export function formatValue(value: number | null | undefined, status: Status, measure: Measure): string {
  if (status === "not_applicable" && measure.nobody !== undefined) return measure.nobody;
  if (status !== "reported") return statusText(status, measure.lang);
  if (value === null || value === undefined) return statusText("no_data", measure.lang);
  const number = formatNumber(value, measure.lang, measure.per === "change", measure.decimals);
  if (measure.unit === "%" || measure.unit === "percent") return `${number} %`;
  return measure.unit === "" ? number : `${number} ${measure.unit}`;
}

/** The same, with the word that must stand beside every invented number. */
export function formatMarkedValue(value: number | null | undefined, status: Status, measure: Measure): string {
  const text = formatValue(value, status, measure);
  return measure.illustrative === true && status === "reported" ? illustrative(text, measure.lang) : text;
}

/** A text with the word that must stand beside every invented number. */
export function illustrative(text: string, lang?: string): string {
  return translatorFor(lang)("page-illustrative-text", { text });
}

/** Adds the months of a partial year to a title, unless it names them already. */
export function withPartial(title: string, partial: boolean | undefined, note: string | null | undefined, lang?: string): string {
  if (partial !== true) return title;
  const words = note === null || note === undefined || note === "" ? translatorFor(lang)("page-partial-year") : note;
  return title.includes(words) ? title : `${title} (${words})`;
}

/** How many units of a level: "1 district". */
export function unitsOf(count: number, by: string, lang?: string): string {
  const [t, number] = [translatorFor(lang), formatNumber(count, lang)];
  if (by === "admin1") return t("page-provinces", { count, number });
  return by === "admin2" ? t("page-districts", { count, number }) : t("page-areas", { count, number });
}
