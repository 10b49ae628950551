import { build } from "../build-element";
import { fileAddress, tableAddress } from "../element/map-files";
import { translatorFor } from "../words";
import { CopyLine } from "./copy-line";
import { elementSnippet, frameSnippet, imageSnippet, pageAddress, type PictureSize, type Publication } from "./snippets";
import { Tabs } from "./tabs";

const USUAL_WIDTH = 640;

/** The lines to copy, each in a tab, and the files of the same map. */
export class Lines {
  private readonly element: CopyLine;
  private readonly frame: CopyLine;
  private readonly image: CopyLine;
  private readonly wordpress: CopyLine;
  private readonly link: CopyLine;
  private readonly width: HTMLSelectElement | null;
  private publication: Publication | null = null;
  /** The heights of pictures by their addresses. */
  private readonly heights = new Map<string, Promise<number>>();

  constructor(private readonly section: HTMLElement) {
    const line = (name: string): CopyLine => {
      const made = new CopyLine(section.querySelector(`#tab-${name}`)?.textContent ?? "");
      section.querySelector(`#line-${name}`)?.append(made.element);
      return made;
    };
    [this.element, this.frame, this.image, this.wordpress, this.link] = [line("element"), line("frame"), line("image"), line("wordpress"), line("link")];
    this.width = section.querySelector("select");
    this.width?.addEventListener("change", () => void this.showPictures());
    const list = section.querySelector<HTMLElement>('[role="tablist"]');
    if (list !== null) new Tabs(list);
  }

  show(publication: Publication): void {
    this.publication = publication;
    this.element.show(elementSnippet(publication));
    this.frame.show(frameSnippet(publication));
    const address = pageAddress(publication);
    this.wordpress.show(address);
    this.link.show(address);
    const alt = this.section.querySelector("#alt");
    if (alt !== null) alt.textContent = publication.summary;
    this.showFiles(publication);
    void this.showPictures();
  }

  /** Lines with a picture need to know how high it is. */
  private async showPictures(): Promise<void> {
    const { publication } = this;
    if (publication === null) return;
    this.section.setAttribute("aria-busy", "true");
    const image = await this.sized(publication, Number(this.width?.value ?? USUAL_WIDTH));
    if (publication !== this.publication) return;
    this.image.show(imageSnippet(publication, image));
    this.section.setAttribute("aria-busy", "false");
  }

  private async sized(publication: Publication, width: number): Promise<PictureSize> {
    const address = fileAddress(publication, "png", { width });
    const known = this.heights.get(address) ?? heightOfPicture(address, width);
    this.heights.set(address, known);
    return { width, height: await known };
  }

  private showFiles(publication: Publication): void {
    const t = translatorFor(null);
    const files: [string, string][] = [
      ["PNG", fileAddress(publication, "png", { scale: 2 })],
      ["SVG", fileAddress(publication, "svg")],
      ["PDF", fileAddress(publication, "pdf")],
      ["CSV", tableAddress(publication, "csv")],
      ["XLSX", tableAddress(publication, "xlsx")],
      ["GeoJSON", tableAddress(publication, "geojson")],
      [t("page-builder-everything"), fileAddress(publication, "zip")],
    ];
    const links = files.map(([name, address]) => build("li", {}, build("a", { href: address, download: true }, name)));
    this.section.querySelector(".files")?.replaceChildren(...links);
  }
}

/** How high a picture of a width is; as high as it is wide where it does not come. */
async function heightOfPicture(address: string, width: number): Promise<number> {
  const picture = new Image();
  picture.src = address;
  try {
    await picture.decode();
    return picture.naturalHeight;
  } catch {
    return width;
  }
}
