import type { Community, UnderservedCommunities } from "../api/types";
import { formatNumber, illustrative } from "../numbers";
import { translatorFor } from "../words";

const t = translatorFor(null);

/** "31.5 km", "more than 25 km", "16 to 20 km". */
export function distanceText(community: Community): string {
  const { distance_km: km, distance_band: band } = community;
  let text = t("page-no-data");
  if (km !== null && km !== undefined) text = t("page-km", { km: formatNumber(km) });
  else if (band !== null && band !== undefined && band.startsWith(">")) text = t("page-km-above", { km: band.slice(1) });
  else if (band !== null && band !== undefined) {
    const [from, to] = band.split("-");
    text = t("page-km-band", { from: from ?? "", to: to ?? "" });
  }
  return community.certain === false ? t("page-possibly-nearer", { distance: text }) : text;
}

/** "240 households", "no data", "suppressed to protect people". */
export function householdsText(of: Pick<Community, "households" | "households_status">): string {
  if (of.households === null) return t(of.households_status === "suppressed" ? "page-suppressed" : "page-no-data");
  return t("page-households", { count: of.households, number: formatNumber(of.households) });
}

/** The answer in words; households are those of communities that lack the service, and the words say so. */
export function summary(underserved: UnderservedCommunities, service: string, place: string): string {
  const marked = (text: string): string => (underserved.illustrative === true ? illustrative(text) : text);
  const count = underserved.numberMatched;
  const number = formatNumber(count);
  const km = formatNumber(underserved.beyond_km);
  const withheld = underserved.communities_suppressed ?? 0;
  const more = withheld === 0 ? "" : ` ${t("page-underserved-suppressed", { count: withheld, number: marked(formatNumber(withheld)) })}`;
  if (count === 0) {
    const none = place === "" ? t("page-no-community") : t("page-no-community-in", { place });
    const beyond = marked(t("page-beyond-nearest", { km }));
    return t("page-nobody-underserved", { none, service: service.toLowerCase(), beyond }) + more;
  }
  const some = place === "" ? t("page-communities", { count, number }) : t("page-communities-in", { count, number, place });
  const sentence = t("page-underserved", {
    count, communities: marked(some), service: service.toLowerCase(), beyond: t("page-beyond-nearest", { km }),
  });
  if (underserved.households_status === "suppressed") return `${sentence} ${t("page-underserved-households-suppressed", { count })}${more}`;
  if (underserved.households === null) return sentence + more;
  return `${sentence} ${t("page-underserved-households", { count, households: marked(formatNumber(underserved.households)) })}${more}`;
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
