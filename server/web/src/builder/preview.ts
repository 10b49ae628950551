import { build } from "../build-element";
import { translatorFor } from "../words";
import { Tabs } from "./tabs";

/** How high a frame is until it says how high its map is. */
const FIRST_HEIGHT = 640;
/** No map is as high. */
const HIGHEST = 20_000;

/** The map as it will be in an article: a frame of a chosen width, scaled down where the builder has less room. */
export class Preview {
  private width = 0;
  private address = "";
  private title = "";
  private frame: HTMLIFrameElement | null = null;
  private height = FIRST_HEIGHT;
  private readonly scale = document.getElementById("scale");

  /** `onHeight` gets the height of the map in a column of an article. */
  constructor(private readonly stage: HTMLElement, widths: HTMLElement, private readonly onHeight: (width: number, height: number) => void) {
    new ResizeObserver(() => this.fit()).observe(stage);
    window.addEventListener("message", (event) => this.hear(event));
    new Tabs(widths, (id) => {
      this.width = Number(document.getElementById(id)?.dataset["width"]);
      this.load();
    });
  }

  show(address: string, title: string): void {
    const isSame = address === this.address;
    this.title = title;
    if (this.frame !== null) this.frame.title = title;
    if (isSame) return;
    this.address = address;
    this.load();
  }

  /** Each address gets a frame of its own, so that the way back is that of the builder; the last one stays until the next is there. */
  private load(): void {
    if (this.address === "") return;
    const frame = build("iframe", { src: this.address, title: this.title, width: this.width, height: this.height });
    this.frame = frame;
    frame.classList.add("coming");
    this.stage.dataset["state"] = "loading";
    frame.addEventListener("load", () => {
      if (this.frame !== frame) return;
      frame.classList.remove("coming");
      for (const other of [...this.stage.children]) if (other !== frame) other.remove();
      this.stage.dataset["state"] = "ready";
      this.fit();
    });
    for (const other of [...this.stage.querySelectorAll(".coming")]) other.remove();
    this.stage.append(frame);
    this.fit();
  }

  private hear(event: MessageEvent): void {
    const height = heightIn(event.data);
    if (height === null || this.frame === null || event.source !== this.frame.contentWindow) return;
    this.height = height;
    this.onHeight(this.width, height);
    this.fit();
  }

  private fit(): void {
    const room = this.stage.clientWidth;
    if (this.frame === null || room === 0) return;
    const factor = Math.min(1, room / this.width);
    const { style } = this.frame;
    this.frame.width = String(this.width);
    this.frame.height = String(this.height);
    style.transform = factor < 1 ? `scale(${factor})` : "";
    this.stage.style.height = `${Math.ceil(this.height * factor)}px`;
    if (this.scale !== null) {
      this.scale.textContent = factor < 1 ? translatorFor(null)("page-builder-scale", { percent: String(Math.round(factor * 100)) }) : "";
    }
  }
}

/** The height that a frame tells. */
export function heightIn(data: unknown): number | null {
  const { type, height } = (typeof data === "object" && data !== null ? data : {}) as Record<string, unknown>;
  const isHeight = type === "kerben-height" && typeof height === "number" && height > 0 && height < HIGHEST;
  return isHeight ? Math.ceil(height) : null;
}
