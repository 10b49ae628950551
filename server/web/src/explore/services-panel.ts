import { build } from "../build-element";
import type { DistanceRow, Service } from "../api/types";
import { svg } from "../element/svg";
import { formatNumber } from "../numbers";
import { translatorFor } from "../words";

const t = translatorFor(null);

export interface ServiceDistance {
  service: Service;
  row: DistanceRow | undefined;
}

/** So many colours of bands the style sheet has. */
const SHADES = 6;

/** How far households of communities without a service have to go: a bar for each service, in bands of distance. */
export function servicesPanel(distances: readonly ServiceDistance[], caption: string): HTMLElement {
  const bands = [...new Set(distances.flatMap(({ service }) => service.bands ?? []))];
  const total = Math.max(1, ...distances.map(({ row }) => sum(Object.values(row?.bands ?? {}))));
  const legend = build("ul", { class: "bands" }, ...bands.map((band, at) =>
    build("li", {}, swatch(at), build("span", {}, t("page-km", { km: band })))));
  const body = build("tbody");
  for (const { service, row } of distances) {
    const lacking = row?.households_lacking ?? null;
    const inWords = lacking === null ? t("page-no-data") : formatNumber(lacking, document.documentElement.lang);
    body.append(build("tr", {},
      build("th", { scope: "row" }, service.label),
      build("td", { class: lacking === null ? "value missing" : "value" }, build("span", {}, inWords), row === undefined ? null : stacked(service, row, total)),
    ));
  }
  const head = build("thead", {}, build("tr", {}, build("th", { scope: "col" }, t("page-service")), build("th", { scope: "col" }, t("page-explore-households-lacking"))));
  return build("div", { class: "panel" }, legend, build("table", { class: "parts" }, build("caption", {}, caption), head, body));
}

function stacked(service: Service, row: DistanceRow, total: number): SVGSVGElement {
  const named = Object.values(row.bands ?? {});
  let at = 0;
  const words: string[] = [];
  const parts = named.flatMap((households, band) => {
    if (households === null || households === 0) return [];
    const width = (households / total) * 100;
    const label = `${t("page-km", { km: service.bands?.[band] ?? "" })}: ${formatNumber(households, document.documentElement.lang)}`;
    words.push(label);
    const part = svg("rect", { class: `band-${Math.min(band, SHADES - 1)}`, x: at.toFixed(2), width: width.toFixed(2), height: 8 }, svg("title", {}, label));
    at += width;
    return [part];
  });
  return svg("svg", { class: "bar", viewBox: "0 0 100 8", preserveAspectRatio: "none", role: "img", "aria-label": `${service.label}. ${words.join("; ")}` }, ...parts);
}

function swatch(band: number): SVGSVGElement {
  return svg("svg", { class: "swatch", viewBox: "0 0 12 12", "aria-hidden": "true" }, svg("rect", { class: `band-${Math.min(band, SHADES - 1)}`, width: 12, height: 12 }));
}

function sum(values: readonly (number | null)[]): number {
  return values.reduce<number>((all, value) => all + (value ?? 0), 0);
}
