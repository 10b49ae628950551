import { readFileSync } from "node:fs";
import type { Plugin } from "vite";
import { defineConfig } from "vitest/config";
import { catalogues } from "./catalogues.ts";

// `npm run dev` serves the pages and asks this server for the data.
const server = "http://127.0.0.1:8080";
const answers = [
  "/maps", "/tiles", "/indicators", "/services", "/rounds", "/sources",
  "/collections", "/conformance", "/api", "/nearest", "/places", "/embed/map",
];

/** The licence of maplibre-gl goes wherever its code goes. */
const licence: Plugin = {
  name: "maplibre-gl-licence",
  generateBundle() {
    const source = readFileSync(new URL("node_modules/maplibre-gl/LICENSE.txt", import.meta.url), "utf8");
    this.emitFile({ type: "asset", fileName: "assets/maplibre-gl-LICENSE.txt", source });
  },
};

export default defineConfig({
  plugins: [licence, catalogues],
  // Relative addresses: the pages and the element work from any host and below any path.
  base: "./",
  build: {
    target: "es2022",
    // No preload links: they would be resolved against the embedding page, not against the script.
    modulePreload: false,
    assetsInlineLimit: 0,
    // maplibre-gl is one file of more than 1 MB; it is loaded on its own, after the words.
    chunkSizeWarningLimit: 1300,
    rollupOptions: {
      input: { index: "index.html", explore: "explore.html", planner: "planner.html", builder: "builder.html", embed: "embed.html", "kerben-map": "src/kerben-map.ts", card: "src/element/element.css" },
      output: {
        entryFileNames: (chunk) =>
          chunk.name === "kerben-map" ? "kerben-map.js" : "assets/[name]-[hash].js",
        chunkFileNames: "assets/[name]-[hash].js",
        postBanner: (chunk) => (chunk.name === "canvas" ? "/*! MapLibre GL JS: see maplibre-gl-LICENSE.txt */" : ""),
        // What a map needs before a reader does anything is one file, whatever else has a use for parts of it.
        codeSplitting: { groups: [{ name: "element", test: /src\/(element\/define|start\/hash-state)\.ts$|preload-helper/ }] },
        assetFileNames: "assets/[name]-[hash][extname]",
      },
    },
  },
  worker: { format: "es" },
  test: { setupFiles: ["test/words-loaded.ts"] },
  server: { host: "127.0.0.1", proxy: Object.fromEntries(answers.map((path) => [path, server])) },
});
