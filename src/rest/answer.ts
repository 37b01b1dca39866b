import type { Outcome } from "../domain/refusals.ts";
import type { RestAnswer } from "./route.ts";

/** Renders what an operation answered; a refusal passes through. */
export function answerWith<T>(outcome: Outcome<T>, render: (value: T) => RestAnswer): Outcome<RestAnswer> {
  return outcome.ok ? { ok: true, value: render(outcome.value) } : outcome;
}
