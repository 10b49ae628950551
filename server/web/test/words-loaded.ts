// As on every page, whose entry waits for its words.
import loaders from "virtual:words";
import { loadWords } from "../src/words";

await Promise.all(Object.keys(loaders).map((language) => loadWords(language)));
