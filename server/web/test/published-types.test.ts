/// <reference path="../public/kerben-map.d.ts" />
import { describe, expect, it } from "vitest";
import type { CardData } from "../src/api/types";
import type { FrameHeight } from "../src/frame-height";
import type { KerbenMap } from "../src/element/map-element";
import { REQUEST_NAMES, type MapRequest } from "../src/element/request";

/** What the compiler checks: the types that sites use are those of the element. */
const asPublished = (element: KerbenMap): Pick<KerbenMapElement, "request" | "document" | "map" | "openMap"> => element;
const asFramed = (told: FrameHeight): KerbenHeightMessage => told;
const asDocument = (shown: CardData): KerbenMapDocument => shown;
const asked = (request: MapRequest): Required<Record<keyof KerbenMapRequest, unknown>> => request as Required<MapRequest>;
const heard = (element: HTMLElementTagNameMap["kerben-map"]): void => element.addEventListener("kerben-load", (event) => event.detail.document.title);

describe("the types that sites use", () => {
  it("know all that can be asked for", () => {
    const names: Record<keyof KerbenMapRequest, true> = Object.fromEntries(REQUEST_NAMES.map((name) => [name, true])) as Record<keyof KerbenMapRequest, true>;
    expect(Object.keys(names).sort()).toEqual([...REQUEST_NAMES].sort());
    expect([asPublished, asFramed, asDocument, asked, heard].length).toBe(5);
  });
});
