import { z } from "zod";
import type { AppContext } from "../context.ts";
import type { Call } from "../domain/principal.ts";
import type { Outcome } from "../domain/refusals.ts";
import type { CharacterSnapshot } from "../domain/snapshots.ts";
import * as characters from "../services/characters/update-character.ts";
import { attributesInput, setAttributes } from "./attributes-input.ts";
import { changeTarget } from "./change-target.ts";
import { takeCheapToken } from "./cheap-token.ts";
import { parseInput, text } from "./input.ts";

/** A name can't be unset, so null leaves it; null attributes are unset. */
export const updateCharacterBody = z.strictObject({
  name: text(1, 120).nullish(),
  attributes: attributesInput.nullish(),
});

/**
 * Changes name and attributes (replaced as a whole), in any state but deleted. What stays the same is no change. A
 * running synthesis keeps the attributes of its accept. Free, not keyed.
 */
export async function updateCharacter(
  app: AppContext,
  call: Call,
  input: { readonly id: string; readonly body: unknown },
): Promise<Outcome<CharacterSnapshot>> {
  const body = parseInput(updateCharacterBody, input.body);
  if (!body.ok) return body;
  const limited = takeCheapToken(app, call, "characters_post");
  if (limited) return limited;
  const { name, attributes } = body.value;
  const updated = await characters.updateCharacter(app.db, app.callLimiter, changeTarget(call, input.id, "update"), {
    name: name ?? undefined,
    attributes: attributes === undefined ? undefined : setAttributes(attributes),
  });
  if (updated.ok) app.doorbell.changed(call.principal.teamId, input.id);
  return updated;
}
