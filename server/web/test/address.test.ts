import { describe, expect, it } from "vitest";
import { atServer, rootOf, serverFrom, withQuery } from "../src/api/address";

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
    expect(atServer("http://inner:80/tiles/{z}/{x}/{y}.mvt?year=2023", "https://maps.example/")).toBe("https://maps.example/tiles/{z}/{x}/{y}.mvt?year=2023");
    expect(atServer("/maps/x", "https://maps.example/")).toBe("https://maps.example/maps/x");
    expect(atServer("maps/x", "https://maps.example/kerben/")).toBe("https://maps.example/kerben/maps/x");
  });

  it("gets only parameters that have a value", () => {
    expect(withQuery("maps/x", { by: "admin2", year: undefined, within: "", km: 25 })).toBe("maps/x?by=admin2&km=25");
    expect(withQuery("maps/x", {})).toBe("maps/x");
  });
});
