import { describe, expect, it } from "vitest";
import {
  choose, completeRequest, fieldsFor, kilometreOptions, shownIndicator, windowLabel, yearOptions,
} from "../src/element/choices";
import { followed, isOn, readRequest, requestOf, type MapRequest } from "../src/element/request";
import type { Catalogue, Group, MapDocument } from "../src/api/types";

const returns: Group = {
  group: "return_migrants", label: "Return migrants", years: [2020, 2021, 2022, 2023, 2024], partial: { "2024": "January to April" },
};
const internal: Group = { group: "internal_migrants", label: "Internal migrants", years: [2023] };
const catalogue: Catalogue = {
  rounds: [{ id: "kgz-r3", title: "Round 3", default: true, groups: [returns, internal] }],
  indicators: [
    { id: "return_migrants", label: "Return migrants", kind: "group", per: ["none", "share", "change"] },
    { id: "internal_migrants", label: "Internal migrants", kind: "group", per: ["none", "change"] },
    { id: "households_beyond", label: "Households beyond", kind: "service", per: ["none", "share", "share_of_all"], parameters: ["service", "km"] },
    { id: "communities_lacking", label: "Communities lacking", kind: "service", parameters: ["service"] },
  ],
  services: [
    { id: "clinic", label: "Clinic", distances: "bands", edges: [5, 10, 15, 20, 25] },
    { id: "hospital", label: "Hospital", distances: "bands", edges: [5, 10, 15, 20, 25], default: true },
    { id: "internet", label: "Internet", distances: "none", edges: [] },
    { id: "school", label: "School", distances: "kilometres", edges: [5, 10, 15, 20, 25] },
  ],
};
const names = (fields: { name: string }[]): string[] => fields.map((field) => field.name);

describe("years", () => {
  it("says the months of a partial year in the chooser", () => {
    expect(yearOptions(returns, "none").map((option) => option.label)).toEqual([
      "All years: 2020 to 2024 (January to April)", "2024 (January to April)", "2023", "2022", "2021", "2020",
    ]);
    expect(windowLabel({ ...returns, window: "2020 to April 2024" })).toBe("All years: 2020 to April 2024");
  });

  it("never compares a partial year with a full one", () => {
    expect(yearOptions(returns, "change").map((option) => option.value)).toEqual(["2023", "2022", "2021"]);
  });

  it("offers no window where there is one year", () => {
    expect(yearOptions(internal, "none").map((option) => option.value)).toEqual(["2023"]);
  });
});

describe("a stock", () => {
  const idps: Group = { group: "idps", label: "Displaced people", kind: "stock", date: "2024-10-31" };
  const arrivals: Group = { group: "arrivals", label: "Arrivals", years: [2023, 2024] };
  const displaced: Catalogue = {
    rounds: [
      { id: "r2", title: "Round 2", default: true, groups: [idps, arrivals] },
      { id: "r1", title: "Round 1", groups: [arrivals] },
    ],
    indicators: [
      { id: "arrivals", label: "Arrivals", kind: "group", per: ["none", "change"] },
      { id: "idps", label: "Displaced people", kind: "group", per: ["none", "share"] },
    ],
    services: [],
  };

  it("has no years to choose", () => {
    expect(yearOptions(idps, "none")).toEqual([]);
    expect(names(fieldsFor({ indicator: "idps" }, displaced))).not.toContain("year");
    expect(names(fieldsFor({ indicator: "arrivals" }, displaced))).toContain("year");
    expect(choose({ indicator: "arrivals", year: "2024" }, "indicator", "idps", displaced)).toEqual({ indicator: "idps" });
  });

  it("is shown where the round counts it first", () => {
    expect(shownIndicator(displaced, {})).toBe("idps");
    expect(shownIndicator(displaced, { round: "r1" })).toBe("arrivals");
    expect(fieldsFor({}, displaced).find((field) => field.name === "indicator")?.value).toBe("idps");
  });
});

describe("selects", () => {
  const field = (request: MapRequest, name: string, levels?: string[]) => {
    const indicators = catalogue.indicators.map((indicator) => ({ ...indicator, ...(levels === undefined ? {} : { levels }) }));
    return fieldsFor(request, { ...catalogue, indicators }).find((one) => one.name === name);
  };

  it("show the year of a window of one year", () => {
    expect(field({ indicator: "internal_migrants", year: "window" }, "year")?.value).toBe("2023");
    expect(field({ indicator: "return_migrants", year: "window" }, "year")?.value).toBe("window");
  });

  it("offer the levels that there are", () => {
    const levels = (known: string[], by: string) =>
      field({ indicator: "return_migrants", by }, "by", known)?.options.map((option) => option.value);
    expect(levels(["admin0", "admin1", "admin2", "admin3"], "admin2")).toEqual(["admin3", "admin2", "admin1"]);
    expect(levels(["admin0", "admin1"], "admin1")).toBeUndefined();
    expect(levels(["admin0", "admin1"], "admin0")).toEqual(["admin1", "admin0"]);
  });
});

describe("requests", () => {
  it("drop what another indicator does not have", () => {
    expect(completeRequest({ indicator: "households_beyond", year: "2024", per: "change", by: "admin1" }, catalogue))
      .toEqual({ indicator: "households_beyond", by: "admin1", service: "hospital", km: "25" });
    expect(completeRequest({ indicator: "return_migrants", service: "school", km: "3" }, catalogue))
      .toEqual({ indicator: "return_migrants", year: "window" });
    expect(completeRequest({ indicator: "communities_lacking", service: "internet", km: "3" }, catalogue))
      .toEqual({ indicator: "communities_lacking", service: "internet" });
  });

  it("are drawn as usual where they count in another way", () => {
    expect(choose({ indicator: "return_migrants", marks: "circles" }, "per", "share", catalogue)).not.toHaveProperty("marks");
    expect(choose({ indicator: "return_migrants", marks: "fill" }, "year", "2023", catalogue)).toMatchObject({ marks: "fill" });
  });

  it("move to a year that can be answered", () => {
    expect(completeRequest({ indicator: "return_migrants", year: "2024", per: "change" }, catalogue))
      .toEqual({ indicator: "return_migrants", year: "2023", per: "change" });
    expect(completeRequest({ indicator: "internal_migrants", year: "2021", per: "change" }, catalogue))
      .toEqual({ indicator: "internal_migrants", year: "2023" });
  });

  it("move to a distance that the service can answer", () => {
    expect(completeRequest({ indicator: "households_beyond", service: "school", km: "3" }, catalogue).km).toBe("3");
    expect(completeRequest({ indicator: "households_beyond", service: "clinic", km: "3" }, catalogue).km).toBe("25");
  });

  it("keep a number of households as a choice, since maps show shares of them", () => {
    expect(completeRequest({ indicator: "households_beyond", per: "none" }, catalogue).per).toBe("none");
  });

  it("take no share of people for one of households, nor the other way", () => {
    const people = { indicator: "return_migrants", per: "share" };
    expect(choose(people, "indicator", "households_beyond", catalogue).per).toBeUndefined();
    expect(choose(people, "year", "2023", catalogue).per).toBe("share");
    expect(choose({ indicator: "households_beyond", per: "share" }, "indicator", "return_migrants", catalogue).per).toBeUndefined();
  });

  it("are read from what is not empty", () => {
    const query = new URLSearchParams("indicator=&year=2023&colour=red");
    expect(readRequest((name) => query.get(name))).toEqual({ year: "2023" });
  });

  it("follow what the map answers, and name every choice where they must last", () => {
    const map = { indicator: "households_beyond", by: "admin2", round: "r", year: "window", per: "share_of_all", service: "hospital", km: 25, lang: "en" };
    const all = { ...map, km: "25" } as Record<string, unknown>;
    delete all["lang"];
    expect(requestOf(map as MapDocument)).toEqual(all);
    expect(followed({ indicator: "households_beyond", within: "KG99", per: "share", lang: "xx" }, map as MapDocument))
      .toEqual({ indicator: "households_beyond", per: "share_of_all", service: "hospital", km: "25" });
  });

  it("keep how classes are made", () => {
    const map = { indicator: "returns", by: "admin2", marks: "circles", method: "manual", most_classes: 4, breaks: [-5, 2.5] } as MapDocument;
    expect(requestOf(map)).toEqual({ indicator: "returns", by: "admin2", marks: "circles", method: "manual", classes: "4", breaks: "-5,2.5" });
    expect(requestOf({ ...map, breaks: "own" })["breaks"]).toBe("own");
  });

  it("keep an indicator that the catalogue does not know, for the server to answer", () => {
    expect(completeRequest({ indicator: "unknown", year: "2023" }, catalogue)).toEqual({ indicator: "unknown", year: "2023" });
  });
});

describe("fields", () => {
  it("are those of the indicator", () => {
    expect(names(fieldsFor({}, catalogue))).toEqual(["indicator", "year", "per", "by"]);
    expect(names(fieldsFor({ indicator: "households_beyond", service: "hospital" }, catalogue))).toEqual(["indicator", "service", "km", "per", "by"]);
  });

  it("leave out services without a distance where a distance is asked", () => {
    const field = fieldsFor({ indicator: "households_beyond" }, catalogue).find((item) => item.name === "service");
    expect(field?.options.map((option) => option.value)).toEqual(["clinic", "hospital", "school"]);
  });

  it("keep a distance from the address in the list", () => {
    expect(kilometreOptions(catalogue.services[1], "18").map((option) => option.value)).toEqual(["5", "10", "15", "18", "20", "25"]);
  });

  it("are about the services and distances of the dataset, whatever they are", () => {
    const services: Catalogue["services"] = [
      { id: "well", label: "Well", distances: "kilometres", edges: [0.5, 2] },
      { id: "health_post", label: "Health post", distances: "bands", edges: [0.5, 2], default: true },
    ];
    const asked = completeRequest({ indicator: "households_beyond" }, { ...catalogue, services });
    expect(asked).toEqual({ indicator: "households_beyond", service: "health_post", km: "2" });
    const kilometres = (service: number): string[] => kilometreOptions(services[service], "").map((option) => option.value);
    expect([kilometres(1), kilometres(0)]).toEqual([["0.5", "2"], ["0.1", "0.3", "0.5", "2", "2.4", "3.2"]]);
    const [first] = services;
    expect(completeRequest({ indicator: "communities_lacking" }, { ...catalogue, services: first === undefined ? [] : [first] }).service).toBe("well");
  });

  it("offer the same distances as ever where kilometres are known", () => {
    expect(kilometreOptions(catalogue.services[3], "").map((option) => option.value))
      .toEqual(["1", "3", "5", "10", "15", "20", "25", "30", "40"]);
  });
});

describe("an attribute without a value", () => {
  it("is on unless it says that it is off", () => {
    expect(["", "true", "controls", "1"].map(isOn)).toEqual([true, true, true, true]);
    expect([null, "false", " False ", "0", "no", "off"].map(isOn)).toEqual([false, false, false, false, false, false]);
  });
});
