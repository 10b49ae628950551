import "./explore.css";
import { keepQuery } from "../site/language-links";

keepQuery();
