import { describe, expect, it } from "vitest";
import { catalogues } from "../catalogues";
import { languageOf } from "../src/language";

describe("languages", () => {
  it("are found by their tag, with or without a region; any other is English", () => {
    const known = { en: 1, ru: 1, ky: 1 };
    expect(["ky", "ru-KG", "RU", "EN-gb", "fr", "", null, "constructor"].map((tag) => languageOf(tag, known))).toEqual(
      ["ky", "ru", "ru", "en", "en", "en", "en", "en"],
    );
  });

  it("are loaded one by one, each with the English messages that it lacks", () => {
    const load = (id: string): string => {
      const hook = catalogues.load as unknown as (this: { addWatchFile: () => void }, id: string) => string;
      return hook.call({ addWatchFile: () => undefined }, `\0${id}`);
    };
    expect(load("virtual:words")).toContain('"ru": () => import("virtual:words/ru")');
    expect(load("virtual:words")).not.toContain("page-");
    const ids = (language: string): string[] => Object.keys(JSON.parse(load(`virtual:words/${language}`).replace(/^export default |;$/g, "")) as object);
    expect(ids("ky").sort()).toEqual(ids("en").sort());
    expect(load("virtual:words/ru")).not.toContain("Try again");
  });
});
