import { describe, expect, it } from "vitest";
import type { Community, UnderservedCommunities } from "../src/api/types";
import { NOTHING_ASKED, chosenIn, completeQuery, queryFor } from "../src/planner/underserved-query";
import { cutText, distanceText, districtText, householdsText, summary } from "../src/planner/underserved-words";

const community: Community = {
  id: "1", name: "A", admin1: "P", admin1_name: "Osh", admin2: "D", admin2_name: "Alai", households: 10,
};
const underserved: UnderservedCommunities = {
  type: "FeatureCollection", service: "hospital", beyond_km: 25, illustrative: true,
  numberMatched: 61, numberReturned: 61, households: 47343, features: [],
};

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
    expect(summary(underserved, "Hospital", "")).toBe(
      "61 communities (illustrative) lack this service (hospital) and are farther than 25 km from the nearest one. Households in them: 47,343 (illustrative).",
    );
    expect(summary({ ...underserved, numberMatched: 1, households: null, illustrative: false }, "Hospital", "Osh")).toBe(
      "1 community in Osh lacks this service (hospital) and is farther than 25 km from the nearest one.",
    );
    expect(summary({ ...underserved, numberMatched: 0 }, "Hospital", "Osh")).toMatch(/^No community in Osh lacks/);
  });

  it("tells suppressed numbers from missing ones", () => {
    expect(householdsText({ ...community, households: null, households_status: "suppressed" })).toBe("suppressed to protect people");
    expect(householdsText({ ...community, households: null })).toBe("no data");
    expect(householdsText(community)).toBe("10 households");
    const withheld: UnderservedCommunities = { ...underserved, illustrative: false, households: null, households_status: "suppressed" };
    expect(summary({ ...withheld, communities_suppressed: 2 }, "Hospital", "")).toBe(
      "61 communities lack this service (hospital) and are farther than 25 km from the nearest one. " +
      "How many households they have is suppressed to protect people. Whether 2 more communities lack it is suppressed to protect people.",
    );
    expect(summary({ ...withheld, numberMatched: 0, communities_suppressed: 1 }, "Hospital", "Osh")).toMatch(
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

  it("asks only for services that have an answer", () => {
    const query = { service: "casino", km: "5", within: "" };
    expect(completeQuery(query, services)).toEqual({ ...query, service: "clinic" });
    expect(completeQuery({ ...query, service: "well" }, services)?.service).toBe("well");
    expect(completeQuery(query, [])).toBeNull();
  });

  it("has the usual service and distance where none is chosen, and an address does not say them", () => {
    expect(completeQuery(NOTHING_ASKED, services)).toEqual({ service: "clinic", km: "25", within: "" });
    expect(chosenIn({ service: "clinic", km: "25", within: "X" }, services)).toEqual({ service: "", km: "", within: "X" });
    expect(chosenIn({ service: "well", km: "10", within: "" }, services)).toEqual({ service: "well", km: "10", within: "" });
  });

  it("keeps only distances that the next service can answer", () => {
    expect(queryFor({ service: "clinic", km: "40", within: "" }, services).km).toBe("25");
    expect(queryFor({ service: "clinic", km: "10", within: "" }, services).km).toBe("10");
  });
});
