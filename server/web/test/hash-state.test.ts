import { describe, expect, it } from "vitest";
import { isState, readAddress, readHash, writeHash } from "../src/start/hash-state";

describe("the address of a view", () => {
  it("is read as it was written", () => {
    const state = { map: { indicator: "emigrants", year: "2023", by: "admin1" } };
    expect(readHash(writeHash(state))).toEqual(state);
  });

  it("is short where nothing is chosen", () => {
    expect(writeHash({ map: {} })).toBe("");
    expect(readHash("")).toEqual({ map: {} });
  });

  it("leaves out what it does not know or cannot use", () => {
    expect(readHash("#colour=red&year=")).toEqual({ map: {} });
  });

  it("comes from the query where the hash names no map", () => {
    const read = (hash: string, search: string) => readAddress({ hash, search });
    expect(read("", "?lang=ru&fbclid=1").map).toEqual({ lang: "ru" });
    expect(read("#year=2023", "?lang=ru&year=2021").map).toEqual({ year: "2023" });
    expect(read("#underserved", "?year=2021").map).toEqual({ year: "2021" });
  });

  it("tells anchors from states", () => {
    expect(isState("#underserved")).toBe(false);
    expect(isState("#year=2023")).toBe(true);
    expect(isState("")).toBe(true);
  });

  it("is in the language that the server chose, unless the address names another", () => {
    expect(readAddress({ hash: "", search: "" }, "ru").map).toEqual({ lang: "ru" });
    expect(readAddress({ hash: "", search: "?lang=ky" }, "ru").map).toEqual({ lang: "ky" });
    expect(readAddress({ hash: "", search: "" }, "en").map).toEqual({});
  });
});
