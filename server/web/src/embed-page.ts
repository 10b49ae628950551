import "./element/define";
import { REQUEST_NAMES } from "./element/choices";

// The element alone: the query of the page becomes its attributes.
const query = new URLSearchParams(location.search);
const map = document.createElement("kerben-map");
for (const name of REQUEST_NAMES) {
  const value = query.get(name);
  if (value !== null && value !== "") map.setAttribute(name, value);
}
const controls = query.get("controls");
if (controls !== null && controls !== "false" && controls !== "0") map.setAttribute("controls", "");

map.addEventListener("kerben-load", (event) => {
  const detail = (event as CustomEvent<{ document: { title: string } }>).detail;
  document.title = `${detail.document.title}: Kerben`;
});
document.body.append(map);
