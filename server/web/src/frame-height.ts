/** What the page of a map tells the page that frames it. */
export interface FrameHeight {
  type: "kerben-height";
  /** Pixels. */
  height: number;
}

/**
 * Tells the page around a frame how high its content is, now and whenever that changes. Who frames it is not known: the height of a map is no secret.
 * The first time is at once: browsers do not observe sizes in a frame of another site that is not in view.
 */
export function tellHeight(content: Element): void {
  let told = 0;
  const tell = () => {
    const height = Math.ceil(content.getBoundingClientRect().height);
    if (height === told || height === 0) return;
    told = height;
    window.parent.postMessage({ type: "kerben-height", height } satisfies FrameHeight, "*");
  };
  tell();
  content.addEventListener("kerben-load", tell);
  new ResizeObserver(tell).observe(content);
}
