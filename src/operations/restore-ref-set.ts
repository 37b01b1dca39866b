import { z } from "zod";
import type { AppContext } from "../context.ts";
import type { Call } from "../domain/principal.ts";
import type { Outcome } from "../domain/refusals.ts";
import type { CharacterSnapshot } from "../domain/snapshots.ts";
import * as refSets from "../services/ref-sets/restore-ref-set.ts";
import { changeTarget } from "./change-target.ts";
import { takeCheapToken } from "./cheap-token.ts";
import { parseInput } from "./input.ts";

/** PostgreSQL's integer; no character has as many sets. */
const MAX_NUMBER = 2_147_483_647;

export const restoreRefSetBody = z.strictObject({ number: z.int().min(1).max(MAX_NUMBER) });

/**
 * Makes an earlier set current again: free, not keyed, and the way out of `failed`. Refused while synthesizing; an
 * unknown number is not_found.
 */
export async function restoreRefSet(
  app: AppContext,
  call: Call,
  input: { readonly characterId: string; readonly body: unknown },
): Promise<Outcome<CharacterSnapshot>> {
  const body = parseInput(restoreRefSetBody, input.body);
  if (!body.ok) return body;
  const limited = takeCheapToken(app, call, "characters_post");
  if (limited) return limited;
  const target = changeTarget(call, input.characterId, "restore_ref_set");
  const restored = await refSets.restoreRefSet(app.db, app.callLimiter, target, body.value.number);
  if (restored.ok) app.doorbell.changed(call.principal.teamId, input.characterId);
  return restored;
}
