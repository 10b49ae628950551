import "./builder.css";
import { keepQuery } from "../site/language-links";
import { loadWords } from "../words";

keepQuery();
await loadWords();
await import("./builder-page");
