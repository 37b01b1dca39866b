import type { AppContext } from "../context.ts";
import { CallError } from "../domain/errors.ts";
import { isPlausibleId } from "../domain/ids.ts";
import type { Call } from "../domain/principal.ts";
import type { CharacterChange } from "../domain/snapshots.ts";
import { closable, type Give } from "../events/closable.ts";
import type { EndSignal } from "../events/end-signal.ts";
import { HistoryGone } from "../events/history-gone.ts";
import { readOldestVersion, readPresentChange } from "../events/present-change.ts";
import { takeWatchToken } from "./watch-token.ts";

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
  takeWatchToken(app, call);
  const present = isPlausibleId(input.id) ? await readPresentChange(app.db, call.principal.teamId, input.id) : null;
  const start = present && (await firstToSend(app, present, input.after));
  if (!present || start === null) throw new CallError("resource_not_found", "There is no such character.");
  if (input.after !== null && (input.after < 0 || input.after > present.version)) {
    throw new CallError("value_out_of_range", `after: must be between 0 and ${present.version}, the present version.`, {
      param: "after",
    });
  }
  const { character_id: id, team_id: teamId } = present;
  const last = start === "snapshot" ? present.version : start;
  const first = start === "snapshot" ? [present] : [];
  return closable((signal, give) => changesSince(app, { id, teamId }, { first, last }, signal, give));
}

/**
 * Where the stream starts: after a version, or with the present state when the versions since are no longer kept. Null
 * when nothing is left to tell of a deleted character.
 */
async function firstToSend(
  app: AppContext,
  present: CharacterChange,
  after: number | null,
): Promise<number | "snapshot" | null> {
  if (present.status !== "deleted" && after === null) return "snapshot";
  if (present.status !== "deleted" && after === present.version) return after;
  const oldest = await readOldestVersion(app.db, present.character_id);
  if (present.status === "deleted") {
    return after === null || after === present.version || oldest === null ? null : Math.max(after, oldest - 1);
  }
  return after !== null && oldest !== null && oldest <= after + 1 ? after : "snapshot";
}

/** `first` is emptied: a stream that waits holds no snapshot. */
async function* changesSince(
  app: AppContext,
  { id, teamId }: { readonly id: string; readonly teamId: string },
  begin: { readonly first: CharacterChange[]; readonly last: number },
  signal: EndSignal,
  give: Give<CharacterChange>,
): AsyncGenerator<CharacterChange, void> {
  let { last } = begin;
  const giveChange = (change: CharacterChange) => {
    // The last one is to be told here, where the stream then ends.
    if (change.status === "deleted") return false;
    const given = give(change);
    if (given !== false) last = change.version;
    return given;
  };
  for (let present = begin.first.pop(); present; present = begin.first.pop()) yield present;
  while (!signal.aborted) {
    try {
      for await (const change of app.feed.character({ id, teamId }, last, signal, giveChange)) {
        last = change.version;
        yield change;
        if (change.status === "deleted") return;
      }
      return;
    } catch (error) {
      if (!(error instanceof HistoryGone)) throw error;
    }
    // The versions since have been pruned while this stream was busy with older ones.
    const present = await readPresentChange(app.db, teamId, id);
    const again = present && (await firstToSend(app, present, last));
    if (!present || again === null) return;
    last = again === "snapshot" ? present.version : again;
    if (again === "snapshot") yield present;
  }
}
