import type { Community, FarCommunities } from "../api/types";
import { formatNumber, illustrative } from "../numbers";
import { wordsIn } from "../words";

const say = wordsIn(null);

/** "31.5 km", "more than 25 km", "16 to 20 km". */
export function distanceText(community: Community): string {
  const { distance_km: km, distance_band: band } = community;
  let text = say("page-no-data");
  if (km !== null && km !== undefined) text = say("page-km", { km: formatNumber(km) });
  else if (band !== null && band !== undefined && band.startsWith(">")) text = say("page-km-above", { km: band.slice(1) });
  else if (band !== null && band !== undefined) {
    const [from, to] = band.split("-");
    text = say("page-km-band", { from: from ?? "", to: to ?? "" });
  }
  return community.certain === false ? say("page-possibly-nearer", { distance: text }) : text;
}

/** The answer in words; households are those of communities that lack the service, and the words say so. */
export function summary(far: FarCommunities, service: string, place: string): string {
  const marked = (text: string): string => (far.illustrative === true ? illustrative(text) : text);
  const count = far.numberMatched;
  const number = formatNumber(count);
  const km = formatNumber(far.beyond_km);
  if (count === 0) {
    const none = place === "" ? say("page-no-community") : say("page-no-community-in", { place });
    return say("page-nobody-far", { none, service: service.toLowerCase(), beyond: marked(say("page-beyond-nearest", { km })) });
  }
  const some = place === "" ? say("page-communities", { count, number }) : say("page-communities-in", { count, number, place });
  const sentence = say("page-far", {
    count, communities: marked(some), service: service.toLowerCase(), beyond: say("page-beyond-nearest", { km }),
  });
  if (far.households === null) return sentence;
  return `${sentence} ${say("page-far-households", { count, households: marked(formatNumber(far.households)) })}`;
}

/** Only the part of a long list that was sent is on the map and in the table; the sentence above counts all. */
export function cutText(far: FarCommunities): string {
  if (far.numberReturned >= far.numberMatched) return "";
  return say("page-shown-farthest", { number: formatNumber(far.numberReturned) });
}

export function originText(community: Community): string {
  return community.origin === "generated" ? say("page-generated") : "";
}
