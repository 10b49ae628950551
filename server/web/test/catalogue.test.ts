import { afterEach, describe, expect, it, vi } from "vitest";
import { Client } from "../src/api/client";

/** Answers lists, and refuses a language with the problem of the server. */
function serve(languages: string[]): string[] {
  const asked: string[] = [];
  vi.stubGlobal("fetch", (address: string) => {
    asked.push(address);
    const lang = new URL(address).searchParams.get("lang");
    const body = lang === null || languages.includes(lang)
      ? { rounds: [{ id: "r1" }], indicators: [{ id: "idps", label: lang ?? "main" }], services: [] }
      : { status: 400, title: "Bad Request", detail: "there is no such language", parameter: "lang" };
    const status = "status" in body ? 400 : 200;
    const type = status === 200 ? "application/json" : "application/problem+json";
    return Promise.resolve(new Response(JSON.stringify(body), { status, headers: { "Content-Type": type } }));
  });
  return asked;
}

afterEach(() => vi.unstubAllGlobals());

describe("what can be chosen", () => {
  it("is labelled in the language of the map", async () => {
    const asked = serve(["fr"]);
    const catalogue = await new Client("https://maps.example/").catalogue("fr");
    expect(catalogue.indicators[0]?.label).toBe("fr");
    expect(asked.every((address) => address.endsWith("?lang=fr"))).toBe(true);
    expect((await new Client("https://maps.example/").catalogue(undefined)).indicators[0]?.label).toBe("main");
  });

  it("is labelled in the main language where the dataset does not have the one that is asked for", async () => {
    serve(["fr"]);
    const catalogue = await new Client("https://maps.example/").catalogue("zz");
    expect([catalogue.lang, catalogue.indicators[0]?.label]).toEqual(["zz", "main"]);
  });
});
