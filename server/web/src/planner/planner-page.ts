import "./planner.css";
import { keepQuery } from "../site/language-links";

keepQuery();
