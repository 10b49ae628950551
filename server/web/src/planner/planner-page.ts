import { ownServer } from "../api/address";
import { Client } from "../api/client";
import { Planner } from "./planner";
import { PlannerData } from "./planner-data";
import { readState, writeState } from "./planner-state";

const place = document.getElementById("planner");
if (place === null) throw new Error("The page has no #planner");
const data = new PlannerData(new Client(ownServer()), document.documentElement.lang);
/** The address follows what is shown, so that it can be shared; the way back stays short. */
const planner = new Planner(place, data, readState(location.search), (state) => {
  history.replaceState(null, "", writeState(state, location.search) || location.pathname);
});
void planner.load();
