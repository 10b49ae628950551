import { describe, expect, it } from "vitest";
import { isolated } from "../src/direction";
import { formatNumber } from "../src/numbers";
import { translatorFor } from "../src/words";

describe("text that runs from right to left", () => {
  it("is marked off in a sentence, once", () => {
    const t = translatorFor("ar");
    const total = t("page-illustrative-text", { text: "دمشق" });
    expect(total).toBe("\u2068دمشق\u2069 (illustrative)");
    expect(isolated(total)).toBe(total);
    expect(t("page-illustrative-text", { text: "Damas" })).toBe("Damas (illustrative)");
    expect(isolated(7)).toBe(7);
  });

  it("has numbers in the digits of the server", () => {
    expect(formatNumber(1234.5, "ar")).toMatch(/^1.234.5$/);
    expect(formatNumber(1234.5, "fa")).toMatch(/^1.234.5$/);
    expect(formatNumber(1234.5)).toBe("1,234.5");
  });
});
