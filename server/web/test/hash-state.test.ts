import { describe, expect, it } from "vitest";
import { NOTHING_CHOSEN, isState, readAddress, readHash, writeHash } from "../src/start/hash-state";

describe("the address of a view", () => {
  it("is read as it was written", () => {
    const state = {
      map: { indicator: "emigrants", year: "2023", by: "admin1" },
      underserved: { service: "school", km: "3", within: "KG06000000000" },
    };
    expect(readHash(writeHash(state))).toEqual(state);
  });

  it("is short where nothing is chosen", () => {
    expect(writeHash({ map: {}, underserved: NOTHING_CHOSEN })).toBe("");
    expect(readHash("")).toEqual({ map: {}, underserved: NOTHING_CHOSEN });
  });

  it("leaves out what it does not know or cannot use", () => {
    expect(readHash("#colour=red&far_km=far&year=")).toEqual({ map: {}, underserved: NOTHING_CHOSEN });
    expect(["-3", "1e9", "Infinity"].map((km) => readHash(`#far_km=${km}`).underserved.km)).toEqual(["", "", ""]);
  });

  it("comes from the query where the hash names no map", () => {
    const read = (hash: string, search: string) => readAddress({ hash, search });
    expect(read("", "?lang=ru&fbclid=1").map).toEqual({ lang: "ru" });
    expect(read("#far_km=5", "?lang=ru")).toEqual({ map: { lang: "ru" }, underserved: { ...NOTHING_CHOSEN, km: "5" } });
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
