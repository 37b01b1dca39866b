import type { AppContext } from "../context.ts";
import { CallError } from "../domain/errors.ts";
import type { Call } from "../domain/principal.ts";
import { takeCheapToken } from "./cheap-token.ts";

/** Takes the token that a subscription costs. Throws `CallError` rate_limit_exceeded. */
export function takeWatchToken(app: AppContext, call: Call): void {
  const limited = takeCheapToken(app, call, "characters_get");
  if (limited?.refusal.kind !== "rate_limit_exceeded") return;
  const { bucket, retryAfterSeconds } = limited.refusal;
  throw new CallError("rate_limit_exceeded", `The bucket ${bucket} is empty.`, { retryAfterSeconds });
}
