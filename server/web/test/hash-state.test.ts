import { describe, expect, it } from "vitest";
import { DEFAULT_FAR, isState, readHash, writeHash } from "../src/start/hash-state";

describe("the address of a view", () => {
  it("is read as it was written", () => {
    const state = {
      map: { indicator: "emigrants", year: "2023", by: "admin1" },
      far: { service: "school", km: "3", within: "KG06000000000" },
    };
    expect(readHash(writeHash(state))).toEqual(state);
  });

  it("is short where everything is the default", () => {
    expect(writeHash({ map: {}, far: DEFAULT_FAR })).toBe("");
    expect(readHash("")).toEqual({ map: {}, far: DEFAULT_FAR });
  });

  it("leaves out what it does not know or cannot use", () => {
    expect(readHash("#colour=red&far_km=far&year=")).toEqual({ map: {}, far: DEFAULT_FAR });
    expect(readHash("#far_km=-3").far.km).toBe("25");
  });

  it("tells anchors from states", () => {
    expect(isState("#far")).toBe(false);
    expect(isState("#year=2023")).toBe(true);
    expect(isState("")).toBe(true);
  });
});
