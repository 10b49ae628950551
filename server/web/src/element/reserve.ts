/**
 * The room that the content of the element took before there was a map: it is the least height of the card, so that what follows in an article stays where
 * it is. It is given back when nobody sees it: the element is out of sight, or has another width.
 */
export class Reserve {
  private readonly seen = new IntersectionObserver((entries) => {
    if (entries.some((entry) => !entry.isIntersecting)) this.release();
  });
  private readonly resized = new ResizeObserver(() => {
    if (this.host.clientWidth !== this.width) this.release();
  });
  private card: HTMLElement | null = null;
  private width = 0;

  constructor(private readonly host: HTMLElement) {}

  /** Gives a card the height that the element has now. */
  keep(card: HTMLElement): void {
    const { height } = this.host.getBoundingClientRect();
    if (height < 1) return;
    this.card = card;
    this.width = this.host.clientWidth;
    card.style.setProperty("--reserved", `${height}px`);
    this.seen.observe(this.host);
    this.resized.observe(this.host);
  }

  private release(): void {
    this.card?.style.removeProperty("--reserved");
    this.seen.disconnect();
    this.resized.disconnect();
  }
}
