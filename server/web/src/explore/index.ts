import "../element/define";
import "./explore.css";
import { keepQuery } from "../site/language-links";
import { loadWords } from "../words";

keepQuery();
await loadWords();
await import("./explore-page");
