import { describe, expect, it } from "vitest";
import type { Catalogue, MapDocument } from "../src/api/types";
import { breaksOf, pinned, published } from "../src/builder/published";
import { matching } from "../src/builder/place-picker";
import { elementSnippet, escaped, frameSnippet, imageSnippet, pageAddress, type Publication } from "../src/builder/snippets";
import { fileAddress, tableAddress } from "../src/element/map-files";
import { heightIn } from "../src/builder/preview";
import { listed, oneLine, readState, withValue, writeState } from "../src/builder/state";
import { chosen, shortest } from "../src/builder/what-fields";

const range = (low: number, high: number) => ({ kind: "range" as const, low, high, label: "", units: 1, color: "#000" });
const document = {
  indicator: "returns", title: "Returns by district, 2023", round: "r3", by: "admin2", year: 2023, per: "per_1000_households", marks: "fill", lang: "en",
  classes: [range(3.8, 15.2), range(15.2, 25.1), range(25.1, 40)],
} as unknown as MapDocument;

describe("the state of the builder", () => {
  it("is read from the query and written as the shortest one, in one order", () => {
    const search = "?lang=ru&hide=total&year=2023&controls=true&indicator=emigrants&title=A+%26+B&latest=true&unknown=1&plain=false";
    const state = readState(search, "ru");
    expect(state).toEqual({
      map: { indicator: "emigrants", year: "2023", title: "A & B", hide: "total", lang: "ru" }, flags: ["controls"], latest: true,
    });
    expect(writeState(state, search, "ru")).toBe("?indicator=emigrants&year=2023&title=A+%26+B&hide=total&controls=true&latest=true&lang=ru");
    expect(writeState(readState("", "en"), "", "en")).toBe("");
  });

  it("has a language of the map besides that of the page", () => {
    const state = readState("?map_lang=ky&lang=en", "en");
    expect(state.map.lang).toBe("ky");
    expect(writeState(state, "?lang=en", "en")).toBe("?map_lang=ky&lang=en");
    expect(writeState(readState("?lang=ky", "ky"), "?lang=ky", "ky")).toBe("?lang=ky");
  });

  it("takes texts as the server does: one line, no longer than there is room for", () => {
    expect(oneLine("  Who \n came\tback ", 200)).toBe("Who came back");
    expect(oneLine("👩‍👩‍👧".repeat(3), 2)).toBe("👩‍");
    expect(withValue({ title: "A", year: "2023" }, "title", "")).toEqual({ year: "2023" });
    expect(listed("a,,b")).toEqual(["a", "b"]);
    expect(listed(undefined)).toEqual([]);
  });
});

describe("what is published", () => {
  const state = readState("", "en");

  it("stays as it is: everything is named, and breaks are numbers", () => {
    const map = published(state, document);
    expect(map).toEqual({
      indicator: "returns", round: "r3", by: "admin2", year: "2023", per: "per_1000_households", marks: "fill", breaks: "15.2,25.1", lang: "en",
    });
    // Numbers leave no choice of a method or of how many classes there are.
    expect(pinned({ ...document, method: "quantile", most_classes: 3 })).not.toHaveProperty("method");
    expect(pinned({ ...document, method: "quantile", most_classes: 3 })).not.toHaveProperty("classes");
  });

  it("has breaks on both sides of zero where a change has them, and none of zeros or single values", () => {
    const classes = [range(-60, -5), { ...range(-5, 5), kind: "neutral" as const }, range(5, 60), range(60, 244)];
    expect(breaksOf({ ...document, per: "change", classes })).toEqual([-60, -5, 5, 60]);
    const zero = { ...range(0, 0), kind: "zero" as const };
    expect(breaksOf({ ...document, classes: [zero, range(1, 50), range(98, 98), range(200, 530)] })).toEqual([50, 200]);
    expect(breaksOf({ ...document, classes: [] })).toEqual([]);
    expect(pinned({ ...document, classes: [] })["breaks"]).toBe("own");
  });

  it("has circles by the numbers of its round alone", () => {
    expect(pinned({ ...document, marks: "circles" })["breaks"]).toBe("own");
  });

  it("follows new rounds where that is chosen: neither round nor breaks are named, nor all years", () => {
    const latest = { ...state, latest: true };
    expect(published(latest, document)).toEqual({
      indicator: "returns", by: "admin2", year: "2023", per: "per_1000_households", marks: "fill", lang: "en",
    });
    expect(published(latest, { ...document, year: "window" })).not.toHaveProperty("year");
    const own = { ...latest, map: { breaks: "own" } };
    expect(published(own, { ...document, breaks: "own" })["breaks"]).toBe("own");
  });
});

describe("lines to copy", () => {
  const evil = `"><script>alert('1')</script>&amp; عائدون 👩‍👧 <b>`;
  const publication: Publication = {
    server: "https://maps.example/kgz/", map: { indicator: "returns", year: "2023", title: evil, lang: "en" }, flags: ["controls"],
    title: evil, summary: evil, credit: evil, height: 612,
  };

  it("have nothing in them that a text could break out of", () => {
    for (const line of [elementSnippet(publication), frameSnippet(publication), imageSnippet(publication, { width: 800, height: 900 })]) {
      expect(line).not.toContain("<script>alert");
      expect(line).not.toContain("<b>");
      expect(line).toContain("عائدون 👩‍👧");
    }
    expect(escaped(`<&">`)).toBe("&lt;&amp;&quot;&gt;");
  });

  it("name what is shown, and reserve the room that it takes", () => {
    const element = elementSnippet({ ...publication, map: { indicator: "returns", lang: "en" } });
    expect(element).toMatch(/^<script async type="module" src="https:\/\/maps\.example\/kgz\/kerben-map\.js"><\/script>\n<kerben-map src="https:\/\/maps\.example\/kgz\/" indicator="returns" lang="en" controls>/);
    expect(element).toContain('<svg width="100%" height="612" role="img" aria-label=');
    expect(element).not.toContain("style=");
    expect(element.endsWith("</a></kerben-map>")).toBe(true);
    expect(frameSnippet(publication)).toContain('height="612"');
    const script = /<script>.*<\/script>$/.exec(frameSnippet(publication))?.[0] ?? "";
    expect(script.length > 100 && script.length <= 300).toBe(true);
    const image = imageSnippet(publication, { width: 800, height: 900 });
    expect(image).toMatch(/srcset="[^"]+ 1x, [^"]+scale=2[^"]* 2x"/);
    expect(image).toContain('width="800" height="900"');
  });

  it("have addresses with their parameters in one order", () => {
    const of = { server: "https://m/", map: { lang: "ru", year: "2023", indicator: "r t" }, flags: ["static"] as const };
    expect(pageAddress(of)).toBe("https://m/embed?indicator=r+t&year=2023&lang=ru&static=true");
    expect(fileAddress(of, "png", { width: 640 })).toBe("https://m/maps/r%20t.png?year=2023&lang=ru&width=640");
    expect(tableAddress(of, "csv")).toBe("https://m/indicators/r%20t/values?year=2023&lang=ru&f=csv");
  });
});

describe("the height of a frame", () => {
  it("is a number that its map tells", () => {
    expect(heightIn({ type: "kerben-height", height: 612.2 })).toBe(613);
    for (const other of [null, "612", { height: 612 }, { type: "kerben-height", height: "612" }, { type: "kerben-height", height: -1 }, { type: "kerben-height", height: 1e9 }]) {
      expect(heightIn(other)).toBeNull();
    }
  });
});

describe("choices of the builder", () => {
  const catalogue = {
    lang: "en",
    rounds: [
      { id: "r3", title: "Round 3", default: true, groups: [{ group: "returns", label: "Returns", years: [2022, 2023] }, { group: "emigrants", label: "Emigrants", years: [2022, 2023] }] },
      { id: "r1", title: "Round 1", groups: [{ group: "returns", label: "Returns", years: [2021] }] },
    ],
    indicators: [
      { id: "returns", label: "Returns", kind: "group", per: ["none", "per_1000_households"] },
      { id: "emigrants", label: "Emigrants", kind: "group", per: ["none", "per_1000_households"] },
    ],
    services: [],
  } as unknown as Catalogue;

  it("leave no trace once they are as usual again", () => {
    const other = chosen({ lang: "en" }, "indicator", "emigrants", catalogue);
    expect(other).toEqual({ indicator: "emigrants", lang: "en" });
    expect(chosen(other, "indicator", "returns", catalogue)).toEqual({ lang: "en" });
    const rate = chosen(chosen({}, "per", "per_1000_households", catalogue), "year", "2023", catalogue);
    expect(rate).toEqual({ per: "per_1000_households", year: "2023" });
    expect(chosen(chosen(rate, "per", "none", catalogue), "year", "window", catalogue)).toEqual({});
    expect(shortest({ by: "admin2", round: "r3", title: "Own" }, catalogue)).toEqual({ title: "Own" });
  });

  it("find places by name in any language, without accents", () => {
    const place = (name: string, ...names: string[]) => ({ pcode: name, name, names: [name, ...names], value: 1 });
    const places = [place("Osh", "Ош облусу"), place("Jalal-Abad", "Жалал-Абад"), place("Naryn", "Нарын"), place("Issyk-Köl")];
    expect(matching(places, "нар").map(({ name }) => name)).toEqual(["Naryn"]);
    expect(matching(places, " ОШ ").map(({ name }) => name)).toEqual(["Osh"]);
    expect(matching(places, "kol").map(({ name }) => name)).toEqual(["Issyk-Köl"]);
    expect(matching(places, "").length).toBe(4);
    expect(matching(places, "abad osh")).toEqual([]);
  });
});
