import { describe, expect, it } from "vitest";
import { formatNumber, illustrative } from "../src/numbers";

describe("values in words", () => {
  it("has the separators of the language", () => {
    expect(["en", "ru", "ky", "kk"].map((lang) => formatNumber(-1234567.5, lang))).toEqual([
      "\u22121,234,567.5", ...Array(3).fill("\u22121\u202f234\u202f567,5"),
    ]);
    expect(formatNumber(2, "ru", true)).toBe("+2");
  });

  it("does not round a small value to zero", () => {
    expect(formatNumber(0.0412)).toBe("0.041");
    expect(formatNumber(0)).toBe("0");
  });

  it("shows as many decimals as keep a value in its class", () => {
    expect(formatNumber(2.149, "en", false, 2)).toBe("2.15");
    expect(formatNumber(4.96, "en", false, 2)).toBe("4.96");
    expect(formatNumber(0.0996, "en", false, 3)).toBe("0.1");
    expect(formatNumber(0.0996, "en", false, 4)).toBe("0.0996");
    expect(formatNumber(12, "en", false, 2)).toBe("12");
  });

  it("says illustrative beside an invented number", () => {
    expect(illustrative("1,234 people")).toBe("1,234 people (illustrative)");
  });
});
