import { expect, test } from "vitest";
import { inLanguage } from "../src/site/language-links";

test("another language keeps what is shown", () => {
  expect(inLanguage({ search: "?year=2023&lang=ru", hash: "#places" }, "ky")).toBe("?year=2023&lang=ky#places");
  expect(inLanguage({ search: "", hash: "" }, "en")).toBe("?lang=en");
});
