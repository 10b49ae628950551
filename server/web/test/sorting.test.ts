import { describe, expect, it } from "vitest";
import { bandOrder, compareBy } from "../src/site/sorting";

describe("sorting", () => {
  const rows = [{ name: "b", n: 2 }, { name: "a", n: null }, { name: "c", n: 10 }];

  it("puts what has no value last in both directions", () => {
    expect([...rows].sort(compareBy((row) => row.n, "ascending")).map((row) => row.n)).toEqual([2, 10, null]);
    expect([...rows].sort(compareBy((row) => row.n, "descending")).map((row) => row.n)).toEqual([10, 2, null]);
  });

  it("orders names as people do", () => {
    const names = ["Community 10", "Community 9", "Ак-Суу", "Aravan"];
    expect(names.sort(compareBy((name) => name, "ascending"))).toEqual(["Aravan", "Community 9", "Community 10", "Ак-Суу"]);
  });

  it("orders bands by distance", () => {
    const bands = [">25", "6-10", "21-25", "0-5", "11-15", "16-20"];
    expect(bands.sort((a, b) => bandOrder(a) - bandOrder(b))).toEqual(["0-5", "6-10", "11-15", "16-20", "21-25", ">25"]);
  });

  it("orders bands whose edges are no whole kilometres", () => {
    const bands = [">2", "0.5-2", "0-0.5", "2-5"];
    expect(bands.sort((a, b) => bandOrder(a) - bandOrder(b))).toEqual(["0-0.5", "0.5-2", "2-5", ">2"]);
  });
});
