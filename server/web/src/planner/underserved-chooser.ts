import type { DistanceRow, Service } from "../api/types";
import { build, buildSelect } from "../build-element";
import { kilometreOptions } from "../element/choices";
import { translatorFor } from "../words";
import { chosenIn, provinceOptions, queryFor, type UnderservedQuery } from "./underserved-query";

const t = translatorFor(null);

/** Service, distance and province. */
export class UnderservedChooser {
  readonly element = build("form", { class: "chooser", "aria-label": t("page-which-communities") });
  private services: readonly Service[] = [];
  private query: UnderservedQuery = { service: "", km: "", within: "" };

  constructor(onAsk: (query: UnderservedQuery) => void) {
    this.element.addEventListener("submit", (event) => event.preventDefault());
    this.element.addEventListener("change", (event) => {
      const select = event.target;
      if (!(select instanceof HTMLSelectElement)) return;
      onAsk(chosenIn(queryFor({ ...this.query, [select.name]: select.value }, this.services), this.services));
    });
  }

  show(query: UnderservedQuery, services: readonly Service[], provinces: readonly DistanceRow[]): void {
    this.query = query;
    this.services = services;
    const service = services.find((item) => item.id === query.service);
    const focused = document.activeElement instanceof HTMLSelectElement ? document.activeElement.name : "";
    const hadFocus = this.element.contains(document.activeElement);
    this.element.replaceChildren(
      buildSelect("service", t("page-service"), services.map((item) => ({ value: item.id, label: item.label })), query.service),
      buildSelect("km", t("page-distance"), kilometreOptions(service, query.km), query.km),
      buildSelect("within", t("page-province"), provinceOptions(provinces), query.within),
    );
    if (hadFocus) this.element.querySelector<HTMLSelectElement>(`select[name="${focused}"]`)?.focus();
  }
}
