import { ownServer } from "../api/address";
import { Client } from "../api/client";
import type { MapDocument, Source } from "../api/types";
import { build, byId, setText } from "../build-element";
import { writeState } from "../builder/state";
import type { KerbenMap } from "../element/map-element";
import type { MapRequest } from "../element/request";
import { formerAddress } from "../planner/planner-state";
import { isState, readAddress, writeHash } from "./hash-state";
import { translatorFor } from "../words";

const t = translatorFor(null);

type Shown = Omit<MapDocument, "style">;

const server = ownServer();
const client = new Client(server);
const state = readAddress(location, document.documentElement.lang);

const map = byId("map") as KerbenMap;

/** What was a part of this page has a page of its own: links to it that were shared lead there. */
function leadToPlanner(): void {
  const planner = formerAddress(location.hash, location.search);
  if (planner !== null) location.replace(server + planner);
}
leadToPlanner();

/** The address follows what is shown, so that it can be shared; the way back stays short. */
function remember(): void {
  history.replaceState(null, "", writeHash(state) || location.pathname + location.search);
}

/** What the page shows, for programs. */
function showExample(id: string, example: { title: string; address: string } | null): void {
  const place = byId(id);
  place.hidden = example === null;
  if (example === null) return;
  place.replaceChildren(
    build("dt", {}, example.title),
    build("dd", {}, build("pre", { tabindex: "0" }, build("code", {}, `curl "${example.address}"`))),
  );
}

map.addEventListener("kerben-choose", (event) => {
  state.map = (event as CustomEvent<MapRequest>).detail;
  remember();
});

map.addEventListener("kerben-load", (event) => tell((event as CustomEvent<{ document: Shown }>).detail.document));

/** The page around the map is of the same. */
function tell(shown: Shown): void {
  for (const link of document.querySelectorAll<HTMLAnchorElement>(".ways a[data-with-map]")) {
    link.search = writeState({ map: state.map, flags: [], latest: false }, location.search, document.documentElement.lang);
  }
  showExample("example-values", { title: shown.title, address: shown.values });
  setText(byId("disclaimer"), shown.disclaimer ?? "");
  setText(byId("citation"), shown.citation ?? "");
}

window.addEventListener("hashchange", () => {
  leadToPlanner();
  if (!isState(location.hash)) return;
  const next = readAddress(location, document.documentElement.lang);
  state.map = next.map;
  map.request = next.map;
});

async function showSources(): Promise<void> {
  try {
    const sources = await client.sources();
    byId("sources").replaceChildren(...sources.map(sourceItem));
  } catch {
    byId("sources").replaceChildren(build("li", {}, t("page-no-sources")));
  }
}

function sourceItem(source: Source): HTMLElement {
  const item = build("li", {}, source.citation);
  if (source.licence !== undefined) item.append(build("span", { class: "licence" }, t("page-licence", { licence: source.licence })));
  return item;
}

for (const place of document.querySelectorAll(".server")) place.textContent = server;
if (map.document !== null) tell(map.document);
void showSources();
