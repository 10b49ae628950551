import { ownServer, serverFrom } from "../api/address";
import { Client } from "../api/client";
import { isAborted, Problem } from "../api/problem";
import type { Catalogue, MapDocument } from "../api/types";
import { build, setText } from "../build-element";
import { withPartial } from "../numbers";
import { translatorFor, type Translate } from "../words";
import { Chooser } from "./chooser";
import {
  choose, fieldsFor, followed, isOn, readRequest, REQUEST_NAMES, requestOf, type MapRequest, type RequestName,
} from "./choices";
import { CircleLegend } from "./circle-legend";
import css from "./element.css?inline";
import { buildLegend } from "./legend";
import { MapView } from "./map-view";
import { buildCredits, buildNotes } from "./notes";
import { ValuePanel } from "./value-panel";

type State = "loading" | "ready" | "error";

/** Pixels of a printed picture for each of the screen: text is sharp, and the picture there before a reader waits. */
const PRINTED_SCALE = 2;

let styles: CSSStyleSheet | null = null;

/** `<kerben-map indicator="idps" by="admin1">`: a map with everything that must be said about it. */
export class KerbenMap extends HTMLElement {
  static readonly observedAttributes = [...REQUEST_NAMES, "src", "controls"];

  private readonly heading = build("h2", {}, translatorFor(null)("page-map"));
  private readonly subtitle = build("p", { class: "subtitle" });
  private readonly notices = build("ul", { class: "notices", "aria-label": translatorFor(null)("page-about-choice"), hidden: true });
  private readonly total = build("p", { class: "total" });
  private readonly message = build("div", { class: "message", hidden: true });
  private readonly stage = build("div", { class: "stage" });
  private readonly aside = build("div", { class: "aside" });
  private readonly below = build("div", { class: "below" });
  /** What is printed in place of everything else: the map with its words, on one page. Loaded when it is needed. */
  private readonly picture = build("img", { class: "picture", loading: "lazy", alt: "" });
  private readonly announcer = build("p", { class: "announcer", "aria-live": "polite" });
  private readonly chooser = new Chooser((name, value) => this.choose(name, value));
  private readonly values = new ValuePanel((row) => this.view?.mark(row));
  private circles: CircleLegend | null = null;
  private client: Client | null = null;
  private view: MapView | null = null;
  private catalogue: Catalogue | null = null;
  private shown: MapDocument | null = null;
  private running: AbortController | null = null;
  private scheduled = false;

  constructor() {
    super();
    const root = this.attachShadow({ mode: "open" });
    if (styles === null) {
      styles = new CSSStyleSheet();
      styles.replaceSync(css);
    }
    root.adoptedStyleSheets = [styles];
    this.stage.append(this.message);
    this.picture.addEventListener("load", () => this.toggleAttribute("data-printable", true));
    root.append(
      build("article", { class: "card" },
        build("header", {}, this.heading, this.subtitle),
        this.notices,
        this.chooser.element,
        build("div", { class: "body" }, this.stage, this.aside),
        this.below,
        this.picture,
        this.announcer,
      ),
    );
  }

  /** The maplibre map, once there is one. */
  get map(): MapView["map"] {
    return this.view?.map ?? null;
  }

  connectedCallback(): void {
    window.addEventListener("beforeprint", this.beforePrint);
    this.schedule();
  }

  disconnectedCallback(): void {
    window.removeEventListener("beforeprint", this.beforePrint);
    this.disconnect();
  }

  private disconnect(): void {
    this.running?.abort();
    this.view?.remove();
    this.view?.element.remove();
    this.view = null;
    this.client = null;
  }

  attributeChangedCallback(name: string, before: string | null, after: string | null): void {
    if (before === after) return;
    if (name === "src") this.disconnect();
    this.schedule();
  }

  /** The words of the language that the attributes ask for. */
  private get t(): Translate {
    return translatorFor(this.request.lang);
  }

  /** What the attributes ask for. */
  get request(): MapRequest {
    return readRequest((name) => this.getAttribute(name));
  }

  /** Asks for another map: several attributes change, one request leaves. */
  set request(request: MapRequest) {
    for (const name of REQUEST_NAMES) {
      const value = request[name];
      if (value === undefined) this.removeAttribute(name);
      else if (value !== this.getAttribute(name)) this.setAttribute(name, value);
    }
  }

  private schedule(): void {
    if (this.scheduled || !this.isConnected) return;
    this.scheduled = true;
    queueMicrotask(() => {
      this.scheduled = false;
      if (this.isConnected) void this.load();
    });
  }

  private async load(): Promise<void> {
    this.running?.abort();
    const running = new AbortController();
    this.running = running;
    this.enter("loading");
    try {
      const client = this.connect();
      const [document] = await Promise.all([
        client.map(this.request, running.signal),
        this.loadCatalogue(client, running.signal),
      ]);
      if (running.signal.aborted) return;
      this.showWords(document);
      await this.draw(document, running.signal);
      if (running.signal.aborted) return;
      this.enter("ready");
      this.announce(this.summary(document));
      this.dispatchEvent(new CustomEvent("kerben-load", { bubbles: true, composed: true, detail: { document } }));
    } catch (error) {
      if (running.signal.aborted || isAborted(error)) return;
      this.showProblem(Problem.from(error));
    }
  }

  private connect(): Client {
    if (this.client === null) {
      const src = this.getAttribute("src");
      this.client = new Client(src === null ? ownServer() : serverFrom(src, document.baseURI));
      this.view = new MapView((text) => this.announce(text), () => this.showTrouble(), (zoom) => this.circles?.scale(zoom));
      this.stage.prepend(this.view.element);
    }
    return this.client;
  }

  /** `controls` and `controls="true"` show the chooser, `controls="false"` does not. */
  private get hasControls(): boolean {
    return isOn(this.getAttribute("controls"));
  }

  private async loadCatalogue(client: Client, signal: AbortSignal): Promise<void> {
    const { lang } = this.request;
    if (!this.hasControls || (this.catalogue !== null && this.catalogue.lang === lang)) return;
    this.catalogue = await client.catalogue(lang, signal);
    // The choices are there even when the map itself turns out to be impossible.
    this.showChooser(this.request);
  }

  private showWords(map: MapDocument): void {
    this.shown = map;
    this.setAttribute("data-illustrative", String(map.illustrative === true));
    for (const words of [this.heading, this.subtitle]) words.lang = map.lang ?? "en";
    setText(this.heading, withPartial(map.title, map.partial, map.partial_note, map.lang));
    setText(this.subtitle, map.subtitle ?? "");
    setText(this.total, this.totalText(map));
    this.circles = map.legend.circles === undefined ? null : new CircleLegend(map.legend.circles);
    this.aside.replaceChildren(buildLegend(map, this.circles), this.total);
    this.showPicture(map);
    this.showChooser(requestOf(map));
    this.notices.replaceChildren(...(map.notices ?? []).map((notice) => build("li", {}, notice)));
    this.notices.hidden = (map.notices ?? []).length === 0;
    this.values.offer(this.client, map);
    const notes = buildNotes(map);
    this.below.replaceChildren(...(notes === null ? [] : [notes]), this.values.element, buildCredits(map));
  }

  private showPicture(map: MapDocument): void {
    this.toggleAttribute("data-printable", false);
    this.picture.loading = "lazy";
    this.picture.alt = map.title;
    // As pixels: the fonts of a machine may be wider than those that the picture is set in.
    const theme = map.theme === undefined ? "&theme=print" : "";
    if (map.picture === undefined) this.picture.removeAttribute("src");
    else this.picture.src = `${map.picture}${theme}&scale=${PRINTED_SCALE}`;
  }

  /** Where the picture is not there yet, the canvas is printed, which holds a drawing only as long as it is new. */
  private readonly beforePrint = (): void => {
    this.picture.loading = "eager";
    this.view?.redraw();
  };

  private showChooser(request: MapRequest): void {
    this.chooser.show(this.hasControls && this.catalogue !== null ? fieldsFor(request, this.catalogue) : []);
  }

  private choose(name: RequestName, value: string): void {
    if (this.catalogue === null) return;
    const request = this.shown === null ? this.request : followed(this.request, this.shown);
    this.request = choose(request, name, value, this.catalogue);
    this.dispatchEvent(new CustomEvent("kerben-choose", { bubbles: true, composed: true, detail: this.request }));
  }

  private async draw(map: MapDocument, signal: AbortSignal): Promise<void> {
    try {
      await this.view?.show(map, signal);
    } catch (error) {
      const { cannotDraw } = await import("../map/canvas");
      if (!cannotDraw(error)) throw error;
      this.setAttribute("data-map", "unavailable");
      this.showMessage(this.t("page-cannot-draw"), this.t("page-values-below"), false);
      this.values.open();
    }
  }

  private totalText(map: MapDocument): string {
    return map.total?.label ?? "";
  }

  private summary(map: MapDocument): string {
    return [this.heading.textContent ?? "", this.totalText(map)].filter((text) => text !== "").join(". ");
  }

  private enter(state: State): void {
    this.dataset["state"] = state;
    this.shadowRoot?.querySelector("article")?.setAttribute("aria-busy", String(state === "loading"));
    if (state === "loading") {
      this.message.hidden = true;
      this.announce(this.t("page-loading-map"));
    }
  }

  private showProblem(problem: Problem): void {
    this.enter("error");
    // Nothing of an earlier map may stand beside choices that it does not answer.
    this.shown = null;
    setText(this.heading, this.t("page-map-failed"));
    setText(this.subtitle, "");
    this.notices.hidden = true;
    this.aside.replaceChildren();
    this.below.replaceChildren();
    this.showMessage(problem.title, problem.detail, true);
    this.announce(this.t("page-map-failed-why", { title: problem.title, detail: problem.detail }));
  }

  private showTrouble(): void {
    if (this.dataset["state"] === "error") return;
    this.showMessage(this.t("page-map-partly-failed"), "", true, "partly");
  }

  private showMessage(title: string, detail: string, again: boolean, kind = ""): void {
    const button = build("button", { type: "button" }, this.t("page-try-again"));
    button.addEventListener("click", () => {
      this.view?.remove();
      this.schedule();
    });
    this.message.className = `message ${kind}`;
    this.message.replaceChildren(
      build("strong", {}, title), detail === "" ? "" : build("p", {}, detail), again ? button : "",
    );
    this.message.hidden = false;
  }

  private announce(text: string): void {
    this.announcer.textContent = text;
  }
}
