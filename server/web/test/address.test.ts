import { describe, expect, it } from "vitest";
import { relocated, rootOf, serverFrom, withQuery } from "../src/api/address";

describe("which server is asked", () => {
  it("is the one the script came from", () => {
    expect(rootOf("https://maps.example/kerben-map.js")).toBe("https://maps.example/");
    expect(rootOf("https://maps.example/assets/canvas-abc.js?v=1")).toBe("https://maps.example/");
    expect(rootOf("https://example.org/kerben/assets/canvas-abc.js")).toBe("https://example.org/kerben/");
    expect(rootOf("http://127.0.0.1:5173/src/api/address.ts")).toBe("http://127.0.0.1:5173/");
  });

  it("or the one named by src", () => {
    expect(serverFrom("https://maps.example", "https://news.example/a/b")).toBe("https://maps.example/");
    expect(serverFrom("/kerben", "https://news.example/a/b")).toBe("https://news.example/kerben/");
  });

  it("is never left, whatever host an answer names; templates stay templates", () => {
    const map = (root: string) => ({
      tiles: `${root}/tiles/{z}/{x}/{y}.mvt?year=2023`,
      style: { sources: { basemap: { tiles: [`${root}/basemap/{z}/{x}/{y}`], maxzoom: 6 } }, glyphs: `${root}/glyphs/{fontstack}/{range}.pbf` },
      sources: [{ url: "https://elsewhere.example/a", date: null }],
    });
    for (const server of ["https://maps.example/", "https://maps.example/kerben/", "https://maps.example/kerben/at/r/2023/"]) {
      for (const root of ["http://inner:80", "https://other.example/path"]) {
        expect(relocated(map(root), root, server)).toEqual(map(server.replace(/\/$/, "")));
      }
    }
    expect(relocated("http://inner:8080/x", "http://inner:80", "https://maps.example/")).toBe("http://inner:8080/x");
  });

  it("gets only parameters that have a value", () => {
    expect(withQuery("maps/x", { by: "admin2", year: undefined, within: "", km: 25 })).toBe("maps/x?by=admin2&km=25");
    expect(withQuery("maps/x", {})).toBe("maps/x");
  });
});
