import type { DistanceRow, Service } from "../api/types";
import { build, buildSelect } from "../build-element";
import { kilometreOptions } from "../element/choices";
import { wordsIn } from "../words";
import { provinceOptions, questionFor } from "./underserved-question";
import type { FarQuestion } from "./hash-state";

const say = wordsIn(null);

/** Service, distance and province. */
export class FarChooser {
  readonly element = build("form", { class: "chooser", "aria-label": say("page-which-communities") });
  private services: readonly Service[] = [];
  private question: FarQuestion = { service: "", km: "", within: "" };

  constructor(onAsk: (question: FarQuestion) => void) {
    this.element.addEventListener("submit", (event) => event.preventDefault());
    this.element.addEventListener("change", (event) => {
      const select = event.target;
      if (!(select instanceof HTMLSelectElement)) return;
      onAsk(questionFor({ ...this.question, [select.name]: select.value }, this.services));
    });
  }

  show(question: FarQuestion, services: readonly Service[], provinces: readonly DistanceRow[]): void {
    this.question = question;
    this.services = services;
    const service = services.find((item) => item.id === question.service);
    const focused = document.activeElement instanceof HTMLSelectElement ? document.activeElement.name : "";
    const hadFocus = this.element.contains(document.activeElement);
    this.element.replaceChildren(
      buildSelect("service", say("page-service"), services.map((item) => ({ value: item.id, label: item.label })), question.service),
      buildSelect("km", say("page-distance"), kilometreOptions(service, question.km), question.km),
      buildSelect("within", say("page-province"), provinceOptions(provinces), question.within),
    );
    if (hadFocus) this.element.querySelector<HTMLSelectElement>(`select[name="${focused}"]`)?.focus();
  }
}
