import { translatorFor } from "./words";

/**
 * A number for people, as the server writes it in a language, or in that of the page: in its digits, with the separators of the catalogue, and a minus that is as wide as a plus. It has one
 * decimal, or as many as it needs. Small fractions keep two digits: what is not zero is never written as zero.
 */
export function formatNumber(value: number, lang: string | null = null, signed = false, decimals = 0): string {
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

/** A text with the word that must stand beside every invented number. */
export function illustrative(text: string, lang?: string): string {
  return translatorFor(lang)("page-illustrative-text", { text });
}
