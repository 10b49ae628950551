import { withQuery } from "../api/address";
import { fileAddress, inOrder, type MapAtServer } from "../element/map-files";
import type { FlagName } from "./state";

/** A map as it goes into other pages. */
export interface Publication extends MapAtServer {
  flags: readonly FlagName[];
  /** What the map is called, for those who do not see it. */
  title: string;
  /** What it shows, in words. */
  summary: string;
  /** Whom the numbers are from. */
  credit: string;
  /** How high it is in a column of an article, in pixels. */
  height: number;
}

/** A picture with the room that it takes. */
export interface PictureSize {
  width: number;
  height: number;
}

/** The width of the picture that stands where scripts do not run, or not yet. */
const FALLBACK_WIDTH = 480;

/**
 * Gives frames the height that their pages tell, each its own; what is no height of a map is left alone. It may stand in a page more than once, and before
 * or after its frames.
 */
const FRAME_SCRIPT = `<script>addEventListener("message",e=>{let h=e.data?.type=="kerben-height"&&+e.data.height;h>99&&h<9999&&document.querySelectorAll("iframe").forEach(f=>{if(f.contentWindow==e.source)f.style.height=Math.ceil(h)+"px"})})</script>`;

/** The address of the map as a page: short, and the same for the same map. */
export function pageAddress({ server, map, flags }: Pick<Publication, "server" | "map" | "flags">): string {
  return withQuery(`${server}embed`, { ...inOrder(map), ...Object.fromEntries(flags.map((flag) => [flag, "true"])) });
}

/**
 * A script and an element. The picture in it keeps the room of the map, whatever style the page has: it is as wide as there is room, and as high as the map.
 * It stands there until the map comes, and where scripts do not run.
 */
export function elementSnippet(publication: Publication): string {
  const { server, map, flags } = publication;
  const attributes = [["src", server], ...Object.entries(inOrder(map))].map(([name = "", value = ""]) => ` ${name}="${escaped(value)}"`);
  const element = `<kerben-map${attributes.join("")}${flags.map((flag) => ` ${flag}`).join("")}>`;
  const picture = `<image href="${escaped(fileAddress(publication, "svg", { width: FALLBACK_WIDTH }))}" width="100%" height="100%" preserveAspectRatio="xMidYMin"/>`;
  const room = `<svg width="100%" height="${publication.height}" role="img" aria-label="${escaped(publication.summary)}">${picture}</svg>`;
  return `<script async type="module" src="${escaped(server)}kerben-map.js"></script>\n${element}<a href="${escaped(pageAddress(publication))}">${room}</a></kerben-map>`;
}

/** The same map in a frame, for sites that allow no scripts of others. It is as high as in an article, and then as it says itself. */
export function frameSnippet(publication: Publication): string {
  const { title, height } = publication;
  return `<iframe src="${escaped(pageAddress(publication))}" title="${escaped(title)}" width="100%" height="${height}" frameborder="0" loading="lazy"></iframe>${FRAME_SCRIPT}`;
}

/** A picture with what it shows in words, a link to the map, and whom the numbers are from. */
export function imageSnippet(publication: Publication, picture: PictureSize): string {
  return `<figure>${linkedPicture(publication, picture)}<figcaption>${escaped(publication.credit)}</figcaption></figure>`;
}

function linkedPicture(publication: Publication, { width, height }: PictureSize): string {
  const [address, twice] = [fileAddress(publication, "png", { width }), fileAddress(publication, "png", { width, scale: 2 })];
  const image = [
    `src="${escaped(address)}"`,
    `srcset="${escaped(`${address} 1x, ${twice} 2x`)}"`,
    `width="${width}" height="${height}"`,
    `alt="${escaped(publication.summary)}"`,
    `loading="lazy" style="max-width:100%;height:auto"`,
  ];
  return `<a href="${escaped(pageAddress(publication))}"><img ${image.join(" ")}></a>`;
}

/** A text in HTML, between tags or in an attribute. */
export function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll('"', "&quot;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}
