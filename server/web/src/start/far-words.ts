import type { Community, FarCommunities } from "../api/shapes";
import { countOf, formatNumber } from "../numbers";

/** "31.5 km", "more than 25 km", "16 to 20 km". */
export function distanceText(community: Community): string {
  const { distance_km: km, distance_band: band } = community;
  let text = "no data";
  if (km !== null && km !== undefined) text = `${formatNumber(km)} km`;
  else if (band !== null && band !== undefined && band.startsWith(">")) text = `more than ${band.slice(1)} km`;
  else if (band !== null && band !== undefined) text = `${band.replace("-", " to ")} km`;
  return community.certain === false ? `${text} (possibly nearer than asked)` : text;
}

/** The answer in words; households are those of communities that lack the service, and the words say so. */
export function summary(far: FarCommunities, service: string, place: string): string {
  const where = place === "" ? "" : ` in ${place}`;
  const mark = far.illustrative === true ? " (illustrative)" : "";
  const beyond = `farther than ${formatNumber(far.beyond_km)} km from the nearest one`;
  const lacking = `this service (${service.toLowerCase()})`;
  if (far.numberMatched === 0) return `No community${where} lacks ${lacking} and is ${beyond}${mark}.`;
  const one = far.numberMatched === 1;
  const communities = countOf(far.numberMatched, "community", "communities");
  const sentence = `${communities}${where}${mark} ${one ? "lacks" : "lack"} ${lacking} and ${one ? "is" : "are"} ${beyond}.`;
  if (far.households === null) return sentence;
  return `${sentence} Households in ${one ? "it" : "them"}: ${formatNumber(far.households)}${mark}.`;
}

/** Only the part of a long list that was sent is on the map and in the table; the sentence above counts all. */
export function cutText(far: FarCommunities): string {
  if (far.numberReturned >= far.numberMatched) return "";
  return `Shown are the ${formatNumber(far.numberReturned)} farthest.`;
}

export function originText(community: Community): string {
  return community.origin === "generated" ? "generated" : "";
}
