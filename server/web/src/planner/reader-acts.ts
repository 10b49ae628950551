const SIGNS = ["pointermove", "pointerdown", "touchstart", "wheel", "scroll", "keydown", "focusin"];

/**
 * Resolves when a reader first does something on the page. What is heavy and not the first answer waits for it:
 *
 *     await readerActs;
 *     const { MapCanvas } = await import("../map/canvas");
 */
export const readerActs = new Promise<void>((resolve) => {
  const listening = new AbortController();
  const first = (): void => {
    listening.abort();
    resolve();
  };
  for (const sign of SIGNS) window.addEventListener(sign, first, { capture: true, passive: true, signal: listening.signal });
});
