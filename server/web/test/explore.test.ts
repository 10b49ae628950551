import { describe, expect, it } from "vitest";
import type { Catalogue, Group, IndicatorRow } from "../src/api/types";
import { gaps, stretches, type Point } from "../src/charts/series";
import { rankOf, seriesOf } from "../src/explore/profile-data";
import { differences, extentOf, ranked } from "../src/explore/ranking";
import { readState, withoutUsual, writeState } from "../src/explore/state";
import { isLast, nextYear } from "../src/explore/timeline";
import { fullYears, pairOf } from "../src/explore/two-years";

const returns: Group = { group: "returns", label: "Returns", years: [2020, 2021, 2022, 2023, 2024], partial: { "2024": "January to April" } };
const catalogue: Catalogue = {
  rounds: [{ id: "r1", title: "Round 1", groups: [returns] }, { id: "r3", title: "Round 3", default: true, groups: [returns, { ...returns, group: "emigrants" }] }],
  indicators: [
    { id: "returns", label: "Returns", kind: "group", levels: ["admin0", "admin1", "admin2"] },
    { id: "emigrants", label: "Emigrants", kind: "group", levels: ["admin0", "admin1"] },
    { id: "households_beyond", label: "Beyond", kind: "service", levels: ["admin1", "admin2"], parameters: ["service", "km"], per: ["none", "share_of_all"] },
  ],
  services: [
    { id: "clinic", label: "Clinic", distances: "bands", edges: [5, 25] },
    { id: "hospital", label: "Hospital", distances: "bands", edges: [5, 25], default: true },
  ],
};
const row = (pcode: string, value: number | null, more: Partial<IndicatorRow> = {}): IndicatorRow =>
  ({ pcode, name: pcode, value, status: value === null ? "suppressed" : "reported", ...more });

describe("the address of a state", () => {
  it("is read and written in one order, whatever it came in", () => {
    const state = readState("?lang=ru&compare=B&place=A&view=change&from=2021&year=2023&indicator=emigrants&fbclid=x");
    expect(state).toEqual({ map: { indicator: "emigrants", year: "2023", lang: "ru" }, view: "change", from: "2021", place: "A", compare: "B" });
    expect(writeState(state)).toBe("?indicator=emigrants&year=2023&view=change&from=2021&place=A&compare=B&lang=ru");
  });

  it("has nothing that means nothing", () => {
    expect(writeState(readState("?view=nothing&from=soon&compare=B"))).toBe("");
    expect(writeState(readState("?place=A&compare=A&from=2021"))).toBe("?place=A");
  });

  it("leaves out what is shown anyway", () => {
    expect(withoutUsual({ indicator: "returns", by: "admin2", round: "r3", year: "window", per: "none" }, catalogue)).toEqual({});
    expect(withoutUsual({ indicator: "emigrants", by: "admin1", round: "r3", year: "2023", per: "share" }, catalogue))
      .toEqual({ indicator: "emigrants", year: "2023", per: "share" });
    expect(withoutUsual({ indicator: "returns", by: "admin1", round: "r1" }, catalogue)).toEqual({ by: "admin1", round: "r1" });
    expect(withoutUsual({ indicator: "households_beyond", service: "hospital", km: "25", per: "share_of_all" }, catalogue)).toEqual({ indicator: "households_beyond" });
    expect(withoutUsual({ indicator: "households_beyond", service: "clinic", km: "5", per: "none" }, catalogue))
      .toEqual({ indicator: "households_beyond", service: "clinic", km: "5", per: "none" });
  });
});

describe("ranking", () => {
  it("has the highest first, shares a rank, and keeps what has no value apart", () => {
    const rows = ranked([row("low", 1), row("hidden", null), row("zero", 0), row("b", 5), row("a", 5)]);
    expect(rows.map(({ pcode, rank }) => [pcode, rank])).toEqual([["a", 1], ["b", 1], ["low", 3], ["zero", 4], ["hidden", null]]);
    expect(rows.map(({ bar }) => bar)).toEqual([[0, 100], [0, 100], [0, 20], [0, 0], null]);
  });

  it("draws decreases to the other side of zero, and bars of all years by one measure", () => {
    expect(ranked([row("up", 30), row("down", -10)]).map(({ bar }) => bar)).toEqual([[25, 100], [0, 25]]);
    expect(extentOf([null, 4, 8])).toEqual([0, 8]);
    expect(ranked([row("a", 2)], [0, 8])[0]?.bar).toEqual([0, 25]);
  });

  it("of a place is that among the places of its year that have a value", () => {
    const rows = [row("a", 3, { year: 2023 }), row("b", 9, { year: 2023 }), row("c", null, { year: 2023 }), row("a", 99, { year: 2022 })];
    expect(rankOf(rows, "a", 2023)).toEqual({ year: 2023, rank: 2, of: 2 });
    expect([rankOf(rows, "c", 2023), rankOf(rows, "a", 2022), rankOf(rows, "a", undefined)]).toEqual([null, null, null]);
  });
});

describe("two years", () => {
  it("are full ones, and different", () => {
    expect(fullYears(returns)).toEqual([2020, 2021, 2022, 2023]);
    const pair = (from: number, to: number | null): unknown => pairOf(fullYears(returns), from, to);
    expect([pair(NaN, null), pair(2021, 2022), pair(2021, 2024), pair(2022, 2022)]).toEqual([[2020, 2023], [2021, 2022], [2021, 2023], [2020, 2022]]);
    expect(pair(2022, 2020)).toEqual([2022, 2020]);
    expect(pairOf([2023], 2023, null)).toBeNull();
  });

  it("differ only where both are known; nobody grows by no per cent", () => {
    const rows = [row("a", 10, { year: 2020 }), row("a", 15, { year: 2023 }), row("b", null, { year: 2020 }), row("b", 5, { year: 2023 }), row("c", 0, { year: 2020 }), row("c", 9, { year: 2023 })];
    expect(differences(rows, [2020, 2023]).map(({ pcode, difference, percent }) => [pcode, difference, percent])).toEqual([["c", 9, null], ["a", 5, 50], ["b", null, null]]);
  });
});

describe("lines", () => {
  const point = (year: number, value: number | null, partial = false): Point => ({ year, value, status: value === null ? "suppressed" : "reported", partial });

  it("are interrupted where there is no value, and dashed to a partial year", () => {
    const series = { label: "a", points: [point(2020, 1), point(2021, null), point(2022, 3), point(2023, 4), point(2024, 1, true)] };
    expect(stretches(series).map(({ points, dashed }) => [points.map(({ year }) => year), dashed])).toEqual([[[2020], false], [[2022, 2023], false], [[2023, 2024], true]]);
    expect(gaps(series).map(({ year, status }) => [year, status])).toEqual([[2021, "suppressed"]]);
  });

  it("do not lead over years that were never counted", () => {
    expect(stretches({ label: "a", points: [point(2020, 1), point(2023, 4)] }).map(({ points }) => points.length)).toEqual([1, 1]);
  });

  it("are of one place", () => {
    const rows = [row("a", 1, { year: 2020 }), row("b", 2, { year: 2020 }), row("a", 9, { year: "window" })];
    expect(seriesOf(rows, "a", "A").points).toEqual([point(2020, 1)]);
  });
});

describe("playing years", () => {
  it("goes on from the shown year, and begins with the first", () => {
    const years = [2020, 2021, 2022];
    expect([null, 2020, 2022].map((shown) => nextYear(years, shown))).toEqual([2020, 2021, 2020]);
    expect([isLast(years, 2022), isLast(years, 2021), isLast(years, null)]).toEqual([true, false, false]);
    expect(nextYear([], null)).toBeNull();
  });
});
