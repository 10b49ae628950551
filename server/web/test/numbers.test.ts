import { describe, expect, it } from "vitest";
import { formatMarkedValue, formatNumber, formatValue, unitsOf, withPartial } from "../src/numbers";

describe("values in words", () => {
  const people = { unit: "people" };

  it("keeps zero, no data and suppressed apart", () => {
    expect(formatValue(0, "reported", people)).toBe("0 people");
    expect(formatValue(null, "no_data", people)).toBe("no data");
    expect(formatValue(null, "suppressed", people)).toBe("suppressed to protect people");
  });

  it("never reads a missing value as a number", () => {
    expect(formatValue(null, "reported", people)).toBe("no data");
    expect(formatValue(7, "suppressed", people)).toBe("suppressed to protect people");
  });

  it("says illustrative beside every invented number, and only there", () => {
    expect(formatMarkedValue(1234, "reported", { unit: "people", illustrative: true })).toBe("1,234 people (illustrative)");
    expect(formatMarkedValue(null, "no_data", { unit: "people", illustrative: true })).toBe("no data");
    expect(formatMarkedValue(5, "reported", people)).toBe("5 people");
  });

  it("writes percents, and the sign of a change", () => {
    expect(formatValue(12.34, "reported", { unit: "percent" })).toBe("12.3 %");
    expect(formatValue(4, "reported", { unit: "%", per: "change" })).toBe("+4 %");
    expect(formatValue(-4, "reported", { unit: "%", per: "change" })).toBe("\u22124 %");
  });

  it("has the separators of the language", () => {
    expect(["en", "ru", "ky", "kk"].map((lang) => formatNumber(-1234567.5, lang))).toEqual([
      "\u22121,234,567.5", ...Array(3).fill("\u22121\u202f234\u202f567,5"),
    ]);
    expect(formatValue(2, "reported", { unit: "%", per: "change", lang: "ru" })).toBe("+2 %");
    expect([1, 2, 5, 21].map((count) => unitsOf(count, "admin2", "ru"))).toEqual(["1 район", "2 района", "5 районов", "21 район"]);
  });

  it("does not round a small value to zero", () => {
    expect(formatNumber(0.0412)).toBe("0.041");
    expect(formatNumber(0)).toBe("0");
  });

  it("shows as many decimals as keep a value in its class", () => {
    expect(formatValue(2.149, "reported", { unit: "%", decimals: 2 })).toBe("2.15 %");
    expect(formatValue(4.96, "reported", { unit: "%", decimals: 2 })).toBe("4.96 %");
    expect(formatNumber(0.0996, "en", false, 3)).toBe("0.1");
    expect(formatNumber(0.0996, "en", false, 4)).toBe("0.0996");
    expect(formatNumber(12, "en", false, 2)).toBe("12");
  });

  it("names the months of a partial year once", () => {
    expect(withPartial("Return migrants, 2024", true, "January to April")).toBe("Return migrants, 2024 (January to April)");
    expect(withPartial("2024 (January to April)", true, "January to April")).toBe("2024 (January to April)");
    expect(withPartial("2024", true, null)).toBe("2024 (partial year)");
    expect(withPartial("2023", false, null)).toBe("2023");
  });

  it("counts one and many", () => {
    expect(unitsOf(1, "admin2")).toBe("1 district");
    expect(unitsOf(0, "admin2")).toBe("0 districts");
  });
});
