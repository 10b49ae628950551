import "../element/define";
import "./start.css";
import type { KerbenMap } from "../element/map-element";
import { keepQuery } from "../site/language-links";
import { isState, readAddress, readHash } from "./hash-state";
import { loadWords } from "../words";

/** The map is there before anything else of the page: the server wrote that of the query. A hash that names another one wins. */
async function loadPage(): Promise<void> {
  await loadWords();
  await import("./start-page");
}

keepQuery();
const map = document.querySelector<KerbenMap>("#map");
if (map !== null && isState(location.hash) && Object.keys(readHash(location.hash).map).length > 0) {
  map.request = readAddress(location, document.documentElement.lang).map;
}
for (const event of ["kerben-load", "kerben-error"]) map?.addEventListener(event, () => void loadPage(), { once: true });
