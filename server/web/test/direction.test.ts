import { describe, expect, it } from "vitest";
import { isolated } from "../src/direction";
import { formatNumber } from "../src/numbers";
import { translatorFor } from "../src/words";

describe("text that runs from right to left", () => {
  it("is marked off in a sentence, once", () => {
    const t = translatorFor("fa");
    const total = t("page-illustrative-text", { text: "دمشق" });
    expect(total).toBe("\u2068دمشق\u2069 (illustrative)");
    expect(isolated(total)).toBe(total);
    expect(t("page-illustrative-text", { text: "Damas" })).toBe("Damas (illustrative)");
    expect(isolated(7)).toBe(7);
  });

  it("marks off what runs the other way in its own sentences", () => {
    const t = translatorFor("ar");
    expect(t("page-illustrative-text", { text: "دمشق" })).toBe("دمشق (توضيحي)");
    expect(t("page-illustrative-text", { text: "Damas" })).toBe("\u2068Damas\u2069 (توضيحي)");
    expect(t("page-district", { place: "دمشق", value: "\u22123.5" })).toBe("دمشق: \u2068\u22123.5\u2069");
  });

  it("has numbers in the digits of the server", () => {
    expect(formatNumber(1234.5, "ar")).toMatch(/^1.234.5$/);
    expect(formatNumber(1234.5, "fa")).toMatch(/^1.234.5$/);
    expect(formatNumber(1234.5)).toBe("1,234.5");
  });
});
