import "./element/define";
import { readRequest } from "./element/choices";

// The element alone: the query of the page becomes its attributes.
const query = new URLSearchParams(location.search);
const map = document.createElement("kerben-map");
for (const [name, value] of Object.entries(readRequest((name) => query.get(name)))) map.setAttribute(name, value);
const controls = query.get("controls");
if (controls !== null) map.setAttribute("controls", controls);

map.addEventListener("kerben-load", (event) => {
  const detail = (event as CustomEvent<{ document: { title: string } }>).detail;
  document.title = `${detail.document.title}: Kerben`;
});
document.body.append(map);
