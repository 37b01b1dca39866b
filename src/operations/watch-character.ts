import type { AppContext } from "../context.ts";
import { CallError } from "../domain/errors.ts";
import { isPlausibleId } from "../domain/ids.ts";
import type { Call } from "../domain/principal.ts";
import type { CharacterChange } from "../domain/snapshots.ts";
import { closable } from "../events/closable.ts";
import { readOldestVersion, readPresentChange } from "../events/present-change.ts";
import { takeCheapToken } from "./cheap-token.ts";

/**
 * The character's changes: without `after` first its present state (`snapshot`), then each change once, in version
 * order; with it, every change since, or a snapshot when those are no longer kept. Ends after `deleted`. Throws
 * `CallError` resource_not_found (unknown, foreign, long deleted), value_out_of_range (`after` beyond the present
 * version), rate_limit_exceeded.
 */
export async function watchCharacter(
  app: AppContext,
  call: Call,
  input: { readonly id: string; readonly after: number | null },
): Promise<AsyncGenerator<CharacterChange, void>> {
  const limited = takeCheapToken(app, call, "characters_get");
  if (limited?.refusal.kind === "rate_limit_exceeded") {
    const { bucket, retryAfterSeconds } = limited.refusal;
    throw new CallError("rate_limit_exceeded", `The bucket ${bucket} is empty.`, { retryAfterSeconds });
  }
  const present = isPlausibleId(input.id) ? await readPresentChange(app.db, call.principal.teamId, input.id) : null;
  if (!present) throw notFound();
  if (input.after !== null && (input.after < 0 || input.after > present.version)) {
    throw new CallError("value_out_of_range", `after: must be between 0 and ${present.version}, the present version.`, {
      param: "after",
    });
  }
  const start = await firstToSend(app, present, input.after);
  return closable((signal) => changesSince(app, present, start, signal));
}

/** Where the stream starts: after a version, or with the present state when the versions since are no longer kept. */
async function firstToSend(
  app: AppContext,
  present: CharacterChange,
  after: number | null,
): Promise<number | "snapshot"> {
  if (present.status === "deleted") {
    const oldest = await readOldestVersion(app.db, present.character_id);
    if (after === null || after >= present.version || oldest === null) throw notFound();
    return Math.max(after, oldest - 1);
  }
  if (after === null) return "snapshot";
  if (after === present.version) return after;
  const oldest = await readOldestVersion(app.db, present.character_id);
  return oldest !== null && oldest <= after + 1 ? after : "snapshot";
}

async function* changesSince(
  app: AppContext,
  present: CharacterChange,
  start: number | "snapshot",
  signal: AbortSignal,
): AsyncGenerator<CharacterChange, void> {
  if (start === "snapshot") yield present;
  const after = start === "snapshot" ? present.version : start;
  for await (const change of app.feed.character(present.character_id, after, signal)) {
    yield change;
    if (change.status === "deleted") return;
  }
}

const notFound = () => new CallError("resource_not_found", "There is no such character.");
