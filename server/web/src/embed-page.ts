import "./element/define";
import type { KerbenMap } from "./element/map-element";
import { isState, readAddress } from "./start/hash-state";
import { translatorFor } from "./words";

// The element alone: the query of the page, or its hash, becomes its attributes.
const map = document.createElement("kerben-map") as KerbenMap;
map.request = readAddress(location, document.documentElement.lang).map;
const controls = new URLSearchParams(location.search).get("controls");
if (controls !== null) map.setAttribute("controls", controls);

window.addEventListener("hashchange", () => {
  if (isState(location.hash)) map.request = readAddress(location, document.documentElement.lang).map;
});

map.addEventListener("kerben-load", (event) => {
  const detail = (event as CustomEvent<{ document: { title: string } }>).detail;
  const t = translatorFor(map.request.lang);
  document.title = t("page-window-title", { title: detail.document.title });
});
document.body.append(map);
