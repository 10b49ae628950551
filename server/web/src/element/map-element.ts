import { ownServer, relocated, serverFrom } from "../api/address";
import { BlockedByPage } from "./blocked";
import { Client } from "../api/client";
import { isAborted, Problem } from "../api/problem";
import type { CardData } from "../api/types";
import { build } from "../build-element";
import { wordsFor } from "../first-words";
import { ChooserPlace } from "./chooser-place";
import { CircleLegend } from "./circle-legend";
import css from "./element.css?inline";
import { articleLanguages } from "./languages";
import { release, use } from "./live-limit";
import type { LiveMap } from "./live-map";
import { PrintedPicture } from "./printed-picture";
import { Reserve } from "./reserve";
import { isOn, readRequest, REQUEST_NAMES, type MapRequest } from "./request";
import { SortedTable } from "./sorted-table";
import { Tooltip } from "./tooltip";
import { UnitPointer, type Pointed } from "./unit-pointer";
import { Units, type Unit } from "./units";
import { whenSeen } from "./when-seen";

type State = "loading" | "ready" | "error";

/** How far from what is seen a map with `loading="lazy"` is loaded. */
const NEAR = "900px";

/** What `kerben-point` and `kerben-select` say of a unit. */
export type PointedUnit = Pick<Unit, "pcode" | "name" | "value">;

let styles: CSSStyleSheet | null = null;

/**
 * `<kerben-map indicator="idps" by="admin1">`: a map with everything that must be said about it.
 *
 * The server writes it as a card of HTML with the map as SVG, which is shown as it is. What this adds: districts can be pointed at, and the map
 * of MapLibre takes the place of the picture as soon as somebody zooms in.
 */
export class KerbenMap extends HTMLElement {
  static readonly observedAttributes = [...REQUEST_NAMES, "src", "controls", "static", "loading"];

  private readonly root: ShadowRoot;
  private readonly tooltip = new Tooltip();
  private readonly table = new SortedTable();
  private readonly announcer = build("p", { class: "announcer", "aria-live": "polite" });
  private readonly printed = new PrintedPicture(this);
  private readonly message = build("div", { class: "message", hidden: true });
  private readonly resized = new ResizeObserver(() => this.scaleLegend());
  private readonly reserve = new Reserve(this);
  /** What stands in the element until there is a map, and without scripts. */
  private readonly slotted = build("slot");
  private card: HTMLElement | null = null;
  private units: Units | null = null;
  private pointer: UnitPointer | null = null;
  private circles: CircleLegend | null = null;
  private chooser: ChooserPlace | null = null;
  private client: Client | null = null;
  private live: LiveMap | null = null;
  private shown: CardData | null = null;
  private running: AbortController | null = null;
  private scheduled = false;
  /** Whether the card came with the page, and nothing has to be asked for. */
  private isWritten: boolean;
  private isUpgraded = false;
  /** Whether something else was asked for since the map was shown. */
  private isChanged = false;
  /** Waits until a map with `loading="lazy"` is near what is seen. */
  private callOff: (() => void) | null = null;
  private isPointedFromOutside = false;

  constructor() {
    super();
    // A page that the server wrote has its card already.
    this.isWritten = this.shadowRoot?.querySelector(".card") != null;
    this.root = this.shadowRoot ?? this.attachShadow({ mode: "open" });
    if (!this.isWritten) this.root.append(this.slotted);
    if (styles === null) {
      styles = new CSSStyleSheet();
      styles.replaceSync(css);
    }
    this.root.adoptedStyleSheets = [styles];
  }

  /** The maplibre map, once somebody zoomed in. */
  get map(): LiveMap["map"] {
    return this.live?.map ?? null;
  }

  /** The map that is shown: the answer of `/maps/{indicator}` without its style; nothing as long as there is none. */
  get document(): CardData | null {
    return this.shown;
  }

  connectedCallback(): void {
    this.isUpgraded = true;
    window.addEventListener("beforeprint", this.beforePrint);
    // The attributes of a copy tell of the map that it was copied from.
    if (this.live === null) this.removeAttribute("data-live");
    // One that was moved has its map already.
    if (this.shown === null || this.isChanged) this.whenNear();
  }

  disconnectedCallback(): void {
    window.removeEventListener("beforeprint", this.beforePrint);
    this.callOff?.();
    // What is only moved to another place keeps its card.
    this.isChanged ||= this.dataset["state"] !== "ready";
    this.disconnect();
  }

  private disconnect(): void {
    this.running?.abort();
    this.closeMap();
    this.client = null;
  }

  attributeChangedCallback(name: string, before: string | null, after: string | null): void {
    if (before === after) return;
    // The attributes of the page itself are those that its card was written for.
    if (this.isUpgraded && !["controls", "loading", "static"].includes(name)) this.isWritten = false;
    this.isChanged = true;
    if (name === "src") this.disconnect();
    this.whenNear();
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

  /** Loads the map now, or, with `loading="lazy"`, when a reader comes near. */
  private whenNear(): void {
    this.callOff?.();
    this.callOff = null;
    if (this.getAttribute("loading") !== "lazy" || this.shown !== null || this.isWritten) {
      this.schedule();
      return;
    }
    this.callOff = whenSeen(this, NEAR, () => this.schedule());
  }

  /** Marks a unit from outside, such as a row of a table beside the map; none with `null`. Tells no event. */
  pointAt(pcode: string | null): void {
    this.isPointedFromOutside = true;
    if (this.live === null) {
      if (pcode === null) this.pointer?.clear();
      else this.pointer?.mark(pcode);
    } else if (pcode === null) this.live.unmark();
    else this.live.mark(pcode);
    this.isPointedFromOutside = false;
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
    const wasWritten = this.isWritten;
    this.isWritten = false;
    this.isChanged = false;
    const blocked = new BlockedByPage(this.connect().server);
    try {
      if (!wasWritten) {
        this.enter("loading");
        const html = await this.connect().card(this.request, articleLanguages(this), running.signal);
        if (running.signal.aborted) return;
        this.replaceCard(html);
      }
      const document = this.takeUp();
      await this.showChooser(document);
      // What has too many units for a picture has tiles alone.
      const hasPicture = this.root.querySelector(".drawing > svg") !== null;
      if (!this.isStatic && (this.live !== null || document.basemap || !hasPicture)) await this.openMap(running.signal);
      if (running.signal.aborted) return;
      this.enter("ready");
      if (!wasWritten) this.announce(this.summary());
      this.dispatchEvent(new CustomEvent("kerben-load", { bubbles: true, composed: true, detail: { document } }));
    } catch (error) {
      if (running.signal.aborted || isAborted(error)) return;
      await this.showProblem(await this.problemOf(error, blocked));
    } finally {
      blocked.end();
    }
  }

  /** What a reader is told, or rather the owner of the page, of whom something is to be done. */
  private async problemOf(error: unknown, blocked: BlockedByPage): Promise<Problem> {
    const [words, address] = [wordsFor(this.language), this.connect().server];
    const directive = error instanceof TypeError ? await blocked.found() : null;
    if (directive !== null) return new Problem(words("page-blocked"), words("page-allow-server", { address, directive }));
    const isOther = this.hasAttribute("src") && (error instanceof NoCard || (error instanceof Problem && error.status === 404));
    if (isOther) return new Problem(words("page-no-server", { address }), words("page-check-src"));
    return Problem.from(error);
  }

  /** The language of the map, or of what it is shown in. */
  private get language(): string | undefined {
    return this.shown?.lang ?? this.request.lang ?? articleLanguages(this)[0];
  }

  private connect(): Client {
    const src = this.getAttribute("src");
    this.client ??= new Client(src === null ? ownServer() : serverFrom(src, document.baseURI));
    return this.client;
  }

  /** Puts a card that the server wrote in the place of the last one. */
  private replaceCard(html: string): void {
    const written = new DOMParser().parseFromString(html, "text/html").querySelector<HTMLElement>(".card");
    if (written === null) throw new NoCard(wordsFor(this.language)("page-went-wrong"));
    const isTableOpen = this.root.querySelector<HTMLDetailsElement>("details.values")?.open === true;
    const fresh = document.importNode(written, true);
    fresh.querySelector("details.values")?.toggleAttribute("open", isTableOpen);
    const old = this.root.querySelector(".card");
    this.keepLevel(fresh);
    // The map of MapLibre stays: another style is drawn on it.
    const [before, after] = [this.live?.element, fresh.querySelector(".drawing")];
    if (before !== undefined) after?.append(before);
    if (old === null) {
      this.place(fresh);
      return;
    }
    for (const { name, value } of fresh.attributes) old.setAttribute(name, value);
    // The chooser stays where it is, with whatever has the focus in it.
    const chooser = this.chooser?.element;
    for (const child of [...old.children]) if (child !== chooser) child.remove();
    const isAbove = (child: Element): boolean => child.matches("header, .notices");
    const children = [...fresh.children];
    old.prepend(...children.filter(isAbove));
    old.append(...children.filter((child) => !isAbove(child)));
  }

  /** In a page of its own the title of the map is that of the page. */
  private keepLevel(card: HTMLElement): void {
    for (const heading of ["h2", "h3"]) {
      const level = this.root.querySelector(`.card ${heading}`)?.getAttribute("aria-level");
      if (level != null) card.querySelector(heading)?.setAttribute("aria-level", level);
    }
  }

  /** Puts the first card in the place of what stood there. */
  private place(card: HTMLElement): void {
    this.reserve.keep(card);
    this.slotted.remove();
    this.root.append(card);
  }

  /** Makes a card answer to pointers and keys. */
  private takeUp(): CardData {
    const card = this.root.querySelector<HTMLElement>(".card");
    const [drawing, picture] = [card?.querySelector<HTMLElement>(".drawing"), card?.querySelector<SVGSVGElement>(".drawing > svg")];
    if (card == null || drawing == null) throw new NoCard(wordsFor(this.language)("page-went-wrong"));
    this.card = card;
    const data = JSON.parse(card.querySelector(".map-data")?.textContent ?? "") as CardData;
    const document = relocated(data, data.root, this.connect().server);
    this.shown = document;
    this.setAttribute("data-illustrative", String(document.illustrative === true));
    const words = wordsFor(document.lang);

    this.units = new Units(card, document.history);
    this.tooltip.hide();
    card.querySelector(".stage")?.append(this.message);
    this.message.hidden = true;
    if (this.isStatic) {
      this.pointer = this.circles = null;
      this.printed.show(document);
      card.append(this.printed.element, this.announcer);
      return document;
    }
    drawing.append(this.tooltip.element, this.zoomButton(words("page-zoom-in")));
    this.nameDrawing();
    this.pointer = picture == null ? null : new UnitPointer(drawing, picture, (pointed) => this.point(pointed));
    drawing.addEventListener("dblclick", () => void this.zoomIn());
    drawing.addEventListener("wheel", (event) => {
      if ((event.ctrlKey || event.metaKey) && this.live === null) {
        event.preventDefault();
        void this.zoomIn();
      }
    }, { passive: false });
    this.markFromTable(card, words("page-mark-on-map"));
    this.table.takeUp(card);
    const nested = card.querySelector<SVGSVGElement>(".nested");
    this.circles = nested === null || document.legend.circles === undefined ? null : new CircleLegend(nested, document.legend.circles);
    this.resized.disconnect();
    if (this.circles !== null && picture != null) {
      // At once too: in a frame that is out of view, sizes are observed only when a reader comes to it.
      this.scaleLegend();
      this.resized.observe(picture);
    }
    this.printed.show(document);
    // What the page around puts below the map, such as the years.
    card.querySelector(".stage")?.after(build("slot", { name: "below-map" }));
    card.append(this.printed.element, this.announcer);
    return document;
  }

  /** `static`: the picture as it is. What has no picture has only the map of MapLibre. */
  private get isStatic(): boolean {
    return isOn(this.getAttribute("static")) && this.root.querySelector(".drawing > svg") !== null;
  }

  /** A name in the table marks its district on the map. */
  private markFromTable(card: HTMLElement, title: string): void {
    for (const head of card.querySelectorAll<HTMLElement>(".values:not(.unseen) tr[data-pcode] th")) {
      const button = build("button", { type: "button", class: "link", title }, ...head.childNodes);
      head.replaceChildren(button);
    }
    card.querySelector(".values")?.addEventListener("click", (event) => {
      const pcode = (event.target as Element).closest("button")?.closest<HTMLElement>("tr[data-pcode]")?.dataset["pcode"];
      if (pcode === undefined) return;
      if (this.live === null) this.pointer?.mark(pcode);
      else this.live.mark(pcode);
    });
  }

  private point(pointed: Pointed | null): void {
    const unit = pointed === null ? undefined : this.units?.of(pointed.pcode) ?? this.live?.unit(pointed);
    if (pointed === null || unit === undefined || this.units === null) {
      this.tooltip.hide();
      this.tell("kerben-point", null);
      return;
    }
    this.tooltip.show(unit, this.units, pointed);
    if (pointed.by !== "pointer" && !this.isPointedFromOutside) this.announce(unit.said);
    const { pcode, name, value } = unit;
    this.tell("kerben-point", { pcode, name, value });
    if (pointed.by === "tap") this.tell("kerben-select", { pcode, name, value });
  }

  /** Tells the page around which unit is pointed at (`kerben-point`; none with `null`), or was chosen (`kerben-select`). */
  private tell(event: "kerben-point" | "kerben-select", detail: PointedUnit | null): void {
    if (!this.isPointedFromOutside) this.dispatchEvent(new CustomEvent(event, { bubbles: true, composed: true, detail }));
  }

  private zoomButton(label: string): HTMLElement {
    const button = build("button", { type: "button", class: "zoom", title: label, "aria-label": label }, "+");
    button.addEventListener("click", () => void this.zoomIn());
    return button;
  }

  /** Circles of the legend are as large as those of the picture, however wide that is shown. */
  private scaleLegend(): void {
    const picture = this.root.querySelector<SVGSVGElement>(".drawing > svg");
    const { largest_circle: largest } = this.shown ?? {};
    if (picture === null || largest === undefined || this.live !== null) return;
    this.circles?.atRadius((largest * picture.clientWidth) / picture.viewBox.baseVal.width);
  }

  private async zoomIn(): Promise<void> {
    if (this.live !== null) return;
    const map = await this.openMap();
    map?.zoomIn();
  }

  /** Puts the map of MapLibre in the place of the picture, or draws it anew. Resolves with it when it is drawn; with nothing where the browser cannot. */
  async openMap(signal?: AbortSignal): Promise<LiveMap["map"]> {
    const drawing = this.root.querySelector<HTMLElement>(".drawing");
    if (drawing === null || this.isStatic) return null;
    const request = { ...this.request, lang: this.shown?.lang };
    const [{ LiveMap, cannotDraw }, document] = await Promise.all([import("./live-map"), this.connect().map(request, signal)]);
    if (signal?.aborted === true || !this.isConnected) return null;
    use(this);
    try {
      if (this.live === null) {
        this.live = new LiveMap((pointed) => this.point(pointed), () => this.showTrouble(), (zoom) => this.circles?.atZoom(zoom));
        drawing.append(this.live.element);
        this.live.element.addEventListener("pointerdown", () => use(this));
      }
      await this.live.show(document);
      const hadFocus = this.root.activeElement !== null && drawing.contains(this.root.activeElement);
      this.pointer?.clear();
      drawing.removeAttribute("tabindex");
      drawing.removeAttribute("role");
      drawing.removeAttribute("aria-label");
      this.setAttribute("data-live", "");
      // What had the focus is gone with the picture: whoever zooms in by keys goes on in the map.
      if (hadFocus && !this.live.element.contains(this.root.activeElement)) this.live.map?.getCanvas().focus({ preventScroll: true });
      return this.live.map;
    } catch (error) {
      this.closeMap();
      if (!cannotDraw(error)) throw error;
      this.setAttribute("data-map", "unavailable");
      const words = wordsFor(document.lang);
      this.showMessage(words("page-cannot-draw"), words("page-values-below"), false, "partly");
      return null;
    }
  }

  /** Goes back to the picture: others are drawn instead. What has none is drawn again when it is seen. */
  giveWay(): void {
    this.closeMap();
    if (this.root.querySelector(".drawing > svg") !== null && this.shown?.basemap !== true) {
      return;
    }
    whenSeen(this, "0px", () => {
      if (this.live === null && this.isConnected) void this.openMap().catch(() => this.showTrouble());
    });
  }

  /** The picture answers to keys, and says so. */
  private nameDrawing(): void {
    const drawing = this.root.querySelector(".drawing");
    if (drawing === null || this.shown === null || this.isStatic) return;
    drawing.setAttribute("tabindex", "0");
    drawing.setAttribute("role", "application");
    drawing.setAttribute("aria-label", wordsFor(this.shown.lang)("page-unit-keys", { title: this.shown.title }));
  }

  private closeMap(): void {
    release(this);
    if (this.live === null) return;
    this.live.remove();
    this.live = null;
    this.removeAttribute("data-live");
    this.nameDrawing();
    this.scaleLegend();
  }

  /** Where the picture is not there yet, the canvas is printed, which holds a drawing only as long as it is new. */
  private readonly beforePrint = (): void => {
    if (this.shown !== null) this.printed.load(this.shown);
    this.live?.redraw();
  };

  /** `controls` and `controls="true"` show the chooser, `controls="false"` does not. */
  private async showChooser(shown: CardData | null): Promise<void> {
    if (!isOn(this.getAttribute("controls"))) {
      this.chooser?.element.remove();
      return;
    }
    this.chooser ??= new ChooserPlace((request) => {
      this.request = request;
      this.dispatchEvent(new CustomEvent("kerben-choose", { bubbles: true, composed: true, detail: this.request }));
    }, (error) => void this.showProblem(Problem.from(error)));
    const body = this.card?.querySelector(".body");
    if (body != null && this.chooser.element.nextSibling !== body) body.before(this.chooser.element);
    await this.chooser.show(this.connect(), this.request, shown, wordsFor(this.language)("page-choose-map"));
  }

  private summary(): string {
    const texts = [...this.root.querySelectorAll("h2, .total")].map((element) => element.textContent ?? "");
    return texts.filter((text) => text !== "").join(". ");
  }

  private enter(state: State): void {
    this.dataset["state"] = state;
    this.card?.setAttribute("aria-busy", String(state === "loading"));
    if (state === "loading") {
      this.message.hidden = true;
      this.announce(wordsFor(this.language)("page-loading-map"));
    }
  }

  /** In place of a map: nothing of an earlier one may stand beside choices that it does not answer. */
  private async showProblem(problem: Problem): Promise<void> {
    this.closeMap();
    this.shown = null;
    const words = wordsFor(this.language);
    const card = build("article", { class: "card" },
      build("header", {}, build("h2", {}, words("page-map-failed"))),
      build("div", { class: "body" }, build("div", { class: "stage" }, build("div", { class: "drawing" }), this.message)),
    );
    const old = this.root.querySelector(".card");
    this.keepLevel(card);
    if (old === null) this.place(card);
    else old.replaceWith(card);
    card.append(this.announcer);
    this.card = card;
    this.showMessage(problem.title, problem.detail, true);
    this.dispatchEvent(new CustomEvent("kerben-error", { bubbles: true, composed: true, detail: { title: problem.title, detail: problem.detail, status: problem.status } }));
    this.announce([words("page-map-failed"), problem.title, problem.detail].filter((text) => text !== "").join(". "));
    this.enter("error");
    // The choices are there even when the map itself turns out to be impossible.
    await this.showChooser(null).catch(() => undefined);
  }

  private showTrouble(): void {
    if (this.dataset["state"] !== "error") this.showMessage(wordsFor(this.language)("page-map-partly-failed"), "", true, "partly");
  }

  private showMessage(title: string, detail: string, again: boolean, kind = ""): void {
    const button = build("button", { type: "button" }, wordsFor(this.language)("page-try-again"));
    button.addEventListener("click", () => {
      this.closeMap();
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

/** An answer that is no map. */
class NoCard extends Error {}
