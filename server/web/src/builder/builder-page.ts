import "./builder.css";
import { keepQuery } from "../site/language-links";

keepQuery();
