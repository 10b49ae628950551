import type { Community, UnderservedCommunities } from "../api/types";
import { formatNumber, illustrative } from "../numbers";
import { translatorFor } from "../words";
import type { Interval } from "./planner-data";

const t = translatorFor(null);

interface Distance {
  km?: number | null | undefined;
  band?: string | null | undefined;
}

/** "31.5 km", "more than 25 km", "16 to 20 km". */
export function lengthText({ km, band }: Distance): string {
  if (km !== null && km !== undefined) return t("page-km", { km: formatNumber(km) });
  if (band === null || band === undefined) return t("page-no-data");
  if (band.startsWith(">")) return t("page-km-above", { km: band.slice(1) });
  const [from, to] = band.split("-");
  return t("page-km-band", { from: from ?? "", to: to ?? "" });
}

/** How far a community is from the service that was asked for. */
export function distanceText(community: Community): string {
  const text = lengthText({ km: community.distance_km, band: community.distance_band });
  return community.certain === false ? t("page-possibly-nearer", { distance: text }) : text;
}

/** One of several services in a community: how far it is, or why there is no distance. */
export function serviceText(community: Community, service: string): string {
  const status = community[service];
  if (status === "available") return t("page-planner-available");
  if (status === "suppressed") return t("page-suppressed");
  return lengthText(distanceOf(community, service));
}

export function distanceOf(community: Community, service: string): Distance {
  return { km: community[`${service}_km`] as number | undefined, band: community[`${service}_band`] as string | undefined };
}

/** "240 households", "no data", "suppressed to protect people". */
export function householdsText(of: Pick<Community, "households" | "households_status">): string {
  if (of.households === null) return t(of.households_status === "suppressed" ? "page-suppressed" : "page-no-data");
  return t("page-households", { count: of.households, number: formatNumber(of.households) });
}

/** What a question asks for, in words. */
export interface Asked {
  /** Labels of services. */
  services: readonly string[];
  match: "all" | "any";
  /** The name of the place; everywhere, if empty. */
  place: string;
  minHouseholds: string;
  q: string;
}

/** The answer in words; households are those of communities that lack the service, and the words say so. */
export function summary(underserved: UnderservedCommunities, asked: Asked): string {
  const marked = (text: string): string => (underserved.illustrative === true ? illustrative(text) : text);
  const count = underserved.numberMatched;
  const number = formatNumber(count);
  const km = formatNumber(underserved.beyond_km);
  const { place } = asked;
  const said = [sentence(), households(), ...unknown(underserved, marked)];
  return said.filter((part) => part !== "").join(" ");

  function sentence(): string {
    const service = asked.services.map((label) => (asked.services.length === 1 ? label.toLowerCase() : label)).join(", ");
    const several = asked.services.length > 1;
    if (count === 0) {
      const none = place === "" ? t("page-no-community") : t("page-no-community-in", { place });
      if (several && asked.match === "any") return marked(t("page-planner-nobody-any", { none, service, km }));
      if (several) return marked(t("page-planner-nobody-all", { none, service, km }));
      return t("page-nobody-underserved", { none, service, beyond: marked(t("page-beyond-nearest", { km })) });
    }
    const some = marked(place === "" ? t("page-communities", { count, number }) : t("page-communities-in", { count, number, place }));
    if (several && asked.match === "any") return t("page-planner-any", { count, communities: some, service, km });
    if (several) return t("page-planner-all", { count, communities: some, service, km });
    return t("page-underserved", { count, communities: some, service, beyond: t("page-beyond-nearest", { km }) });
  }

  function households(): string {
    if (count === 0) return "";
    if (underserved.households_status === "suppressed") return t("page-underserved-households-suppressed", { count });
    if (underserved.households === null) return "";
    return t("page-underserved-households", { count, households: marked(formatNumber(underserved.households)) });
  }
}

/** What is not known, or may not be told. */
function unknown(underserved: UnderservedCommunities, marked: (text: string) => string): string[] {
  const counted = (count: number | undefined, words: (count: number, number: string) => string): string =>
    (count === undefined || count === 0 ? "" : words(count, marked(formatNumber(count))));
  const ofUnknownSize = underserved.households_status === "suppressed" ? 0 : underserved.communities_households_unknown;
  const withoutPlace = underserved.features.filter(({ geometry }) => geometry === null).length;
  return [
    counted(underserved.communities_suppressed, (count, number) => t("page-underserved-suppressed", { count, number })),
    counted(underserved.communities_without_data, (count, number) => t("page-planner-without-data", { count, number })),
    counted(ofUnknownSize, (count, number) => t("page-planner-households-unknown", { count, number })),
    counted(underserved.communities_size_unknown, (count, number) => t("page-planner-size-unknown", { count, number })),
    counted(withoutPlace, (count, number) => t("page-planner-no-coordinates", { count, number })),
  ];
}

/** What else is asked: "Only communities with at least 100 households. Only those with “suu” in a name." */
export function conditions({ minHouseholds, q }: Asked): string {
  const least = minHouseholds === "" ? "" : t("page-planner-least", { number: formatNumber(Number(minHouseholds)) });
  const named = q === "" ? "" : t("page-planner-named", { text: q });
  return [least, named].filter((part) => part !== "").join(" ");
}

/** A number that may only lie between two: "47,343", "120 to 300", "suppressed to protect people". */
export function intervalText(interval: Interval, marked: (text: string) => string = (text) => text): string {
  if (interval === null) return t("page-suppressed");
  const { low, high } = interval;
  return marked(low === high ? formatNumber(low) : t("page-planner-between", { low: formatNumber(low), high: formatNumber(high) }));
}

/** Only the part of a long list that was sent is on the map and in the table; the sentence above counts all. */
export function cutText(underserved: UnderservedCommunities): string {
  if (underserved.numberReturned >= underserved.numberMatched) return "";
  return t("page-shown-farthest", { number: formatNumber(underserved.numberReturned) });
}

/** Its district; with the part of it, where the dataset has such units. */
export function districtText(community: Community): string {
  return [community.admin3_name, community.admin2_name].filter(Boolean).join(", ");
}

export function originText(community: Community): string {
  return community.origin === "generated" ? t("page-generated") : "";
}
