import type { DistanceRow, Service } from "../api/types";
import type { Option } from "../build-element";
import { kilometreOptions } from "../element/choices";
import { wordsIn } from "../words";
import { DEFAULT_FAR, type FarQuestion } from "./hash-state";

const say = wordsIn(null);

export function provinceOptions(rows: readonly DistanceRow[]): Option[] {
  return [{ value: "", label: say("page-all-provinces") }, ...rows.map((row) => ({ value: row.pcode, label: row.name }))];
}

/** The question with a service that can be asked about; none where there is none. */
export function answerable(question: FarQuestion, services: readonly Service[]): FarQuestion | null {
  const known = (id: string): Service | undefined => services.find((item) => item.id === id);
  const service = known(question.service) ?? known(DEFAULT_FAR.service) ?? services[0];
  return service === undefined ? null : { ...question, service: service.id };
}

/** Whether somebody chose the service: the usual one stands there where nobody did. */
export function isServiceChosen(question: FarQuestion): boolean {
  return question.service !== DEFAULT_FAR.service;
}

/** The same question for another service: a distance that it cannot answer exactly becomes the usual one. */
export function questionFor(question: FarQuestion, services: readonly Service[]): FarQuestion {
  const service = services.find((item) => item.id === question.service);
  const exact = kilometreOptions(service, "").some((option) => option.value === question.km);
  return exact ? question : { ...question, km: DEFAULT_FAR.km };
}
