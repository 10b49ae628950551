import { ownServer } from "../api/address";
import { Client } from "../api/client";
import { readState, writeState } from "./planner-state";
import { UnderservedSection } from "./underserved-communities";

const place = document.getElementById("planner");
if (place === null) throw new Error("The page has no #planner");
const state = readState(location.search);
const asked = { service: state.services[0] ?? "", km: state.km, within: state.within };
const section = new UnderservedSection(place, new Client(ownServer()), asked, ({ service, km, within }) => {
  const shown = { ...state, services: service === "" ? [] : [service], km, within };
  history.replaceState(null, "", writeState(shown, location.search) || location.pathname);
});
void section.load();
