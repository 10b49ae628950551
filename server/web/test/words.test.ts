import { describe, expect, it } from "vitest";
import type { Community, UnderservedCommunities } from "../src/api/types";
import { chosenIn, completeState, exactKm } from "../src/planner/planner-data";
import { NOTHING_CHOSEN } from "../src/planner/planner-state";
import { conditions, cutText, distanceText, intervalText, serviceText, districtText, householdsText, summary } from "../src/planner/planner-words";

const community: Community = {
  id: "1", name: "A", admin1: "P", admin1_name: "Osh", admin2: "D", admin2_name: "Alai", households: 10,
};
const underserved: UnderservedCommunities = {
  type: "FeatureCollection", service: "hospital", beyond_km: 25, illustrative: true,
  numberMatched: 61, numberReturned: 61, households: 47343, features: [],
};

const hospitals = (place = "") => ({ services: ["Hospital"], match: "all" as const, place, minHouseholds: "", q: "" });

describe("underserved communities in words", () => {
  it("names the smallest units that the dataset has", () => {
    expect(districtText(community)).toBe("Alai");
    expect(districtText({ ...community, admin3_name: "Gulcha" })).toBe("Gulcha, Alai");
    expect(districtText({ id: "1", name: "A", admin1_name: "Osh", households: 1 })).toBe("");
  });

  it("says distance as it was asked: kilometres or a band", () => {
    expect(distanceText({ ...community, distance_km: 31.5 })).toBe("31.5 km");
    expect(distanceText({ ...community, distance_band: "16-20" })).toBe("16 to 20 km");
    expect(distanceText({ ...community, distance_km: null, distance_band: ">25" })).toBe("more than 25 km");
    expect(distanceText(community)).toBe("no data");
    expect(distanceText({ ...community, distance_band: "16-20", certain: false })).toBe("16 to 20 km (possibly nearer than asked)");
  });

  it("says what the households are, and that they are illustrative", () => {
    expect(summary(underserved, hospitals())).toBe(
      "61 communities (illustrative) lack this service (hospital) and are farther than 25 km from the nearest one. Households in them: 47,343 (illustrative).",
    );
    expect(summary({ ...underserved, numberMatched: 1, households: null, illustrative: false }, hospitals("Osh"))).toBe(
      "1 community in Osh lacks this service (hospital) and is farther than 25 km from the nearest one.",
    );
    expect(summary({ ...underserved, numberMatched: 0 }, hospitals("Osh"))).toMatch(/^No community in Osh lacks/);
  });

  it("tells suppressed numbers from missing ones", () => {
    expect(householdsText({ ...community, households: null, households_status: "suppressed" })).toBe("suppressed to protect people");
    expect(householdsText({ ...community, households: null })).toBe("no data");
    expect(householdsText(community)).toBe("10 households");
    const withheld: UnderservedCommunities = { ...underserved, illustrative: false, households: null, households_status: "suppressed" };
    expect(summary({ ...withheld, communities_suppressed: 2 }, hospitals())).toBe(
      "61 communities lack this service (hospital) and are farther than 25 km from the nearest one. " +
      "How many households they have is suppressed to protect people. Whether 2 more communities lack it is suppressed to protect people.",
    );
    expect(summary({ ...withheld, numberMatched: 0, communities_suppressed: 1 }, hospitals("Osh"))).toMatch(
      /^No community in Osh lacks .* Whether one more community lacks it is suppressed to protect people\.$/,
    );
  });

  it("says when a list was cut", () => {
    expect(cutText(underserved)).toBe("");
    expect(cutText({ ...underserved, numberReturned: 10 })).toBe("Shown are the 10 farthest.");
  });

  const edges = [5, 10, 15, 20, 25];
  const services = [
    { id: "well", label: "Well", distances: "bands" as const, edges },
    { id: "clinic", label: "Clinic", distances: "bands" as const, edges, default: true },
  ];

  const asked = (...ids: string[]) => ({ ...NOTHING_CHOSEN, services: ids });

  it("asks only for services that have an answer", () => {
    expect(completeState({ ...asked("casino"), km: "5" }, services)).toEqual({ ...asked("clinic"), km: "5" });
    expect(completeState(asked("casino", "well"), services)?.services).toEqual(["well"]);
    expect(completeState(NOTHING_CHOSEN, [])).toBeNull();
  });

  it("has the usual service and distance where none is chosen, and an address does not say them", () => {
    expect(completeState(NOTHING_CHOSEN, services)).toEqual({ ...asked("clinic"), km: "25" });
    expect(chosenIn({ ...asked("clinic"), km: "25", within: "X" }, services)).toEqual({ ...NOTHING_CHOSEN, within: "X" });
    expect(chosenIn({ ...asked("well"), km: "10" }, services)).toEqual({ ...asked("well"), km: "10" });
    expect(chosenIn({ ...asked("clinic", "well"), km: "25" }, services)).toEqual(asked("clinic", "well"));
  });

  it("keeps only distances that the next services can answer", () => {
    expect(exactKm(["clinic"], "40", services)).toBe("25");
    expect(exactKm(["clinic", "well"], "10", services)).toBe("10");
    expect(exactKm(["lake"], "12.5", [{ id: "lake", label: "Lake", distances: "kilometres", edges }])).toBe("12.5");
  });

  it("says of several services whether all or any are far, and what is not known", () => {
    const several = { ...hospitals(), services: ["Hospital", "School"], match: "any" as const };
    expect(summary({ ...underserved, illustrative: false }, several)).toMatch(/^61 communities lack at least one of these services \(Hospital, School\) and are farther than 25 km/);
    expect(summary({ ...underserved, illustrative: false, numberMatched: 1 }, { ...several, match: "all" })).toMatch(/^1 community lacks all of these services/);
    const gaps = { ...underserved, illustrative: false, communities_without_data: 1, communities_households_unknown: 3, communities_size_unknown: 2 };
    expect(summary(gaps, several)).toMatch(/For 1 more community there is no answer\. The households of 3 of them are unknown\. Of 2 more communities it is not known/);
    expect(conditions({ ...several, minHouseholds: "1000", q: "suu" })).toBe("Only communities with at least 1,000 households. Only communities with “suu” in their name.");
    expect(conditions(several)).toBe("");
  });

  it("says what one of several services is in a community, and numbers that are not exact", () => {
    const of = { ...community, school: "lacking", school_km: 3.2, clinic: "available", market: "suppressed", bank: "no_data", well: "lacking", well_band: ">25" };
    expect(["school", "clinic", "market", "bank", "well"].map((id) => serviceText(of, id))).toEqual(["3.2 km", "available", "suppressed to protect people", "no data", "more than 25 km"]);
    expect(intervalText({ low: 5, high: 5, exact: true })).toBe("5");
    expect(intervalText({ low: 50, high: 1350, exact: false })).toBe("50 to 1,350");
    expect(intervalText(null)).toBe("suppressed to protect people");
  });
});
