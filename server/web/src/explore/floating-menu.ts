import { build } from "../build-element";

/**
 * Links in a box that lies over the page: it closes when a reader presses or goes elsewhere, and with Escape, which leads back to its button.
 *
 * ```ts
 * floatingMenu("Download", build("ul", {}, …))
 * ```
 */
export function floatingMenu(label: string, content: HTMLElement): HTMLDetailsElement {
  const summary = build("summary", {}, label);
  const menu = build("details", { class: "menu" }, summary, content);
  const leave = (event: Event): void => {
    if (!event.composedPath().includes(menu)) menu.open = false;
  };
  document.addEventListener("pointerdown", leave);
  document.addEventListener("focusin", leave);
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !menu.open) return;
    menu.open = false;
    summary.focus();
  });
  return menu;
}
