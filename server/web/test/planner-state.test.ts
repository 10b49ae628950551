import { describe, expect, it } from "vitest";
import { NOTHING_CHOSEN, formerAddress, isSame, readState, writeState } from "../src/planner/planner-state";

describe("the address of the planner's page", () => {
  const state = {
    services: ["hospital", "school"], match: "any" as const, km: "12.5", minHouseholds: "100", within: "KG06000000000", q: "Ак-Суу", round: "kgz-r3",
  };

  it("is read as it was written, in one order", () => {
    expect(readState(writeState(state))).toEqual(state);
    expect(writeState({ ...state, q: "" })).toBe("?service=hospital,school&match=any&km=12.5&min_households=100&within=KG06000000000&round=kgz-r3");
    expect(writeState(readState("?km=5&service=school"))).toBe("?service=school&km=5");
  });

  it("is short: what is not chosen, or usual, is not written", () => {
    expect(writeState(NOTHING_CHOSEN)).toBe("");
    expect(readState("")).toEqual(NOTHING_CHOSEN);
    expect(writeState({ ...NOTHING_CHOSEN, services: ["school"], match: "any" })).toBe("?service=school");
    expect(readState("?service=school&service=clinic,school&km=05.0")).toEqual({ ...NOTHING_CHOSEN, services: ["school", "clinic"], km: "5" });
  });

  it("keeps the language, and leaves out what it does not know or cannot use", () => {
    expect(writeState({ ...NOTHING_CHOSEN, km: "5" }, "?lang=ru&fbclid=1&km=9")).toBe("?km=5&lang=ru");
    for (const km of ["-3", "0", "1e9", "Infinity", "far"]) expect(readState(`?km=${km}`).km).toBe("");
    for (const least of ["-3", "0", "1.5", "1e3", "many"]) expect(readState(`?min_households=${least}`).minHouseholds).toBe("");
    expect(readState("?match=some").match).toBe("all");
  });

  it("tells questions with the same answers", () => {
    expect(isSame({ ...NOTHING_CHOSEN, services: ["school"] }, { ...NOTHING_CHOSEN, services: ["school"], match: "any" })).toBe(true);
    expect(isSame(state, { ...state, match: "all" })).toBe(false);
  });

  it("is where former addresses of the start page lead", () => {
    expect(formerAddress("#far_service=school&far_km=5", "")).toBe("planner?service=school&km=5");
    expect(formerAddress("#indicator=emigrants&far_within=KG06&lang=ky", "")).toBe("planner?within=KG06&lang=ky");
    expect(formerAddress("#far_km=5", "?lang=ru")).toBe("planner?km=5&lang=ru");
    expect(formerAddress("#far_km=nonsense", "")).toBe("planner");
    for (const hash of ["", "#", "#api", "#indicator=emigrants"]) expect(formerAddress(hash, "")).toBeNull();
  });
});
