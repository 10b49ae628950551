import { ownServer } from "../api/address";
import { Client } from "../api/client";
import { isAborted, Problem } from "../api/problem";
import type { Catalogue, MapDocument } from "../api/types";
import { build, byId } from "../build-element";
import { requestOf } from "../element/request";
import { translatorFor } from "../words";
import { ChoiceForm } from "./choice-form";
import { Lines } from "./lines";
import { Preview } from "./preview";
import { published } from "./published";
import { pageAddress, type Publication } from "./snippets";
import { readState, writeState, type BuilderState } from "./state";
import { chosen } from "./what-fields";

const t = translatorFor(null);
const pageLanguage = document.documentElement.lang;
const client = new Client(ownServer());
/** Text is written faster than maps are drawn. */
const PAUSE_MS = 350;
/** How wide a column of an article is, and how high a map there is before its frame has said so. */
const [ARTICLE_WIDTH, FIRST_HEIGHT] = [640, 700];

let state = readState(location.search, pageLanguage);
let catalogue: Catalogue | null = null;
let publication: Publication | null = null;
let running = new AbortController();
let pause = 0;
/** The heights of the map by width. */
let heights = new Map<number, number>();

const form = new ChoiceForm(byId("choices") as HTMLFormElement, client, (change, isTyped) => {
  change(state);
  remember(isTyped);
  window.clearTimeout(pause);
  pause = window.setTimeout(() => void show(), isTyped ? PAUSE_MS : 0);
}, (name, value) => {
  if (catalogue !== null) state.map = chosen(state.map, name, value, catalogue);
});
const lines = new Lines(byId("lines"));
const preview = new Preview(byId("stage"), byId("preview").querySelector('[role="tablist"]') ?? byId("preview"), (width, height) => {
  heights.set(width, height);
  if (publication === null) return;
  publication = { ...publication, height: articleHeight() };
  lines.show(publication);
});

/** Of several widths that of an article. */
function articleHeight(): number {
  return heights.get(ARTICLE_WIDTH) ?? [...heights.values()][0] ?? FIRST_HEIGHT;
}

/** The address follows; each choice is a step of the way back, a text is one step however long it is. */
let isTyping = false;
function remember(isTyped: boolean): void {
  const address = location.pathname + writeState(state, location.search, pageLanguage);
  if (address !== location.pathname + location.search) {
    if (isTyped && isTyping) history.replaceState(null, "", address);
    else history.pushState(null, "", address);
  }
  isTyping = isTyped;
}

async function show(): Promise<void> {
  running.abort();
  running = new AbortController();
  const { signal } = running;
  try {
    catalogue ??= await client.catalogue(pageLanguage, signal);
    const map = await client.map(state.map, signal);
    if (signal.aborted) return;
    const previous = publication === null ? "" : pageAddress(publication);
    publication = publicationOf(state, map);
    const address = pageAddress(publication);
    if (address !== previous) heights = new Map();
    showNotices(map.notices ?? []);
    preview.show(address, publication.title);
    lines.show(publication);
    byId("preview-told").textContent = t("page-builder-shows", { title: publication.title });
    await form.show(state, { map, request: requestOf(map), catalogue }, signal);
  } catch (error) {
    if (signal.aborted || isAborted(error)) return;
    const { title, detail } = Problem.from(error);
    showNotices([[title, detail].filter((text) => text !== "").join(". ")]);
  }
}

function publicationOf({ flags, ...of }: BuilderState, map: MapDocument): Publication {
  return {
    server: rootOfDataset(client.server, map.dataset),
    map: published({ flags, ...of }, map),
    flags,
    title: map.title,
    summary: map.summary ?? [map.title, map.subtitle ?? ""].filter((text) => text !== "").join(". "),
    credit: map.citation ?? "",
    height: FIRST_HEIGHT,
  };
}

/** What the editor reads of the dataset itself stays below it, whatever else the server has one day. */
function rootOfDataset(server: string, dataset: string | undefined): string {
  return dataset === undefined || server.endsWith(`/${dataset}/`) ? server : `${server}${dataset}/`;
}

function showNotices(notices: readonly string[]): void {
  const list = byId("preview").querySelector<HTMLElement>(".notices");
  list?.replaceChildren(...notices.map((notice) => build("li", {}, notice)));
  list?.toggleAttribute("hidden", notices.length === 0);
}

byId("again").addEventListener("click", () => {
  state = readState("", pageLanguage);
  remember(false);
  void show();
});

window.addEventListener("popstate", () => {
  state = readState(location.search, pageLanguage);
  isTyping = false;
  void show();
});

void show();
