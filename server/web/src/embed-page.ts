import "./element/define";
import type { KerbenMap } from "./element/map-element";
import { tellHeight } from "./frame-height";
import { isState, readAddress } from "./start/hash-state";

// The server wrote the map of the query into the page. A hash that names another one wins.
const map = document.querySelector<KerbenMap>("kerben-map");

function follow(): void {
  if (map !== null && location.hash !== "" && isState(location.hash)) map.request = readAddress(location, document.documentElement.lang).map;
}

map?.addEventListener("kerben-load", (event) => {
  document.title = (event as CustomEvent<{ document: { title: string } }>).detail.document.title;
});
window.addEventListener("hashchange", follow);
// Flags without a value, too, which the server leaves out of the page.
const query = new URLSearchParams(location.search);
for (const flag of ["controls", "plain", "static"]) {
  const value = query.get(flag);
  if (value !== null && map?.getAttribute(flag) !== value) map?.setAttribute(flag, value);
}
follow();
if (map !== null && window.parent !== window) tellHeight(map);
