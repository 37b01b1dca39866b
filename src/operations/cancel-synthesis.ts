import { z } from "zod";
import type { AppContext } from "../context.ts";
import { isPlausibleId, UNKNOWN_ID } from "../domain/ids.ts";
import type { Call } from "../domain/principal.ts";
import type { Outcome } from "../domain/refusals.ts";
import type { AcceptedSynthesis } from "../domain/snapshots.ts";
import * as generations from "../services/generations/cancel-synthesis.ts";
import { changeTarget } from "./change-target.ts";
import { takeCheapToken } from "./cheap-token.ts";
import { parseInput } from "./input.ts";

export const cancelSynthesisBody = z.strictObject({ synthesis_id: z.string().nullish() });

/**
 * Stops a character's synthesis: the character goes back to the state it had before, the credits are released. With an
 * id only that run, so that a late call can't hit the next one. Free, not keyed.
 */
export async function cancelSynthesis(
  app: AppContext,
  call: Call,
  input: { readonly characterId: string; readonly body: unknown },
): Promise<Outcome<AcceptedSynthesis>> {
  const body = parseInput(cancelSynthesisBody, input.body);
  if (!body.ok) return body;
  const limited = takeCheapToken(app, call, "characters_post");
  if (limited) return limited;
  const wanted = body.value.synthesis_id ?? null;
  const synthesisId = wanted === null || isPlausibleId(wanted) ? wanted : UNKNOWN_ID;
  const target = changeTarget(call, input.characterId, "cancel");
  const cancelled = await generations.cancelSynthesis(app.db, app.callLimiter, target, synthesisId);
  if (cancelled.ok) app.doorbell.changed(call.principal.teamId, input.characterId);
  return cancelled;
}
