import "../element/define";
import "./explore.css";
import { ownServer } from "../api/address";
import { Client } from "../api/client";
import { articleLanguages } from "../element/languages";
import { readRequest } from "../element/request";
import { keepQuery } from "../site/language-links";
import { loadWords } from "../words";

keepQuery();
// The map is asked for while the words and the page are loaded; the element then finds the answer in the cache of the browser.
const query = new URLSearchParams(location.search);
const request = readRequest((name) => query.get(name));
void new Client(ownServer()).card({ ...request, lang: request.lang ?? document.documentElement.lang }, articleLanguages(document.body)).catch(() => undefined);
await loadWords();
await import("./explore-page");
