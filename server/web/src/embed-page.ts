import "./element/define";
import type { KerbenMap } from "./element/map-element";
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
const controls = new URLSearchParams(location.search).get("controls");
if (controls !== null) map?.setAttribute("controls", controls);
follow();
