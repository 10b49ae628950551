/** A list of tabs (`role="tablist"`) in the page: one is chosen, arrow keys go from one to the next. Tabs of one panel leave it shown. */
export class Tabs {
  private readonly tabs: HTMLElement[];

  constructor(list: HTMLElement, private readonly onChoose: (id: string) => void = () => undefined) {
    this.tabs = [...list.querySelectorAll<HTMLElement>('[role="tab"]')];
    list.addEventListener("click", (event) => {
      const tab = (event.target as Element).closest<HTMLElement>('[role="tab"]');
      if (tab !== null) this.choose(tab);
    });
    list.addEventListener("keydown", (event) => this.onKey(event));
    const first = this.tabs[0];
    if (first !== undefined) this.choose(first);
  }

  private choose(chosen: HTMLElement): void {
    for (const tab of this.tabs) {
      const isChosen = tab === chosen;
      tab.setAttribute("aria-selected", String(isChosen));
      tab.tabIndex = isChosen ? 0 : -1;
      const panel = document.getElementById(tab.getAttribute("aria-controls") ?? "");
      if (panel === null) continue;
      const isShared = this.tabs.every((other) => other.getAttribute("aria-controls") === panel.id);
      panel.hidden = !isShared && !isChosen;
      if (isChosen) panel.setAttribute("aria-labelledby", tab.id);
    }
    this.onChoose(chosen.id);
  }

  private onKey(event: KeyboardEvent): void {
    const at = this.tabs.indexOf(event.target as HTMLElement);
    const isLeftward = getComputedStyle(document.documentElement).direction === "rtl" ? 1 : -1;
    const next = { ArrowLeft: at + isLeftward, ArrowRight: at - isLeftward, Home: 0, End: this.tabs.length - 1 }[event.key];
    if (at < 0 || next === undefined) return;
    event.preventDefault();
    const tab = this.tabs[(next + this.tabs.length) % this.tabs.length];
    if (tab === undefined) return;
    this.choose(tab);
    tab.focus();
  }
}
