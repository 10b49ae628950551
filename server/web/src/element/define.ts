import { KerbenMap } from "./map-element";

if (customElements.get("kerben-map") === undefined) customElements.define("kerben-map", KerbenMap);

export { KerbenMap };
