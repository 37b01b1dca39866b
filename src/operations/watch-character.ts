import { z } from "zod";
import type { AppContext } from "../context.ts";
import { isPlausibleId } from "../domain/ids.ts";
import { invalidInput, ok, refuse } from "../domain/refusals.ts";
import type { CharacterChange } from "../domain/snapshots.ts";
import { type CancelSignal, cancellableStream, type Sink } from "../domain/stream.ts";
import { findOldestVersion, findPresentChange } from "../events/present-state.ts";
import { HistoryTruncatedError } from "../events/source.ts";
import { lookupId } from "./input.ts";
import { defineOperation } from "./operation.ts";

/**
 * Streams each change of a character once, in version order. Without `after` it sends the present state first, as a
 * `snapshot`; it also does so when changes after `after` are no longer kept. The stream ends after `deleted`. A
 * character whose deletion is no longer kept is not_found.
 */
export const watchCharacter = defineOperation({
  name: "watch_character",
  scope: "read",
  bucket: null,
  idempotent: false,
  refusals: ["not_found"],
  input: z.strictObject({ id: lookupId, after: z.int().nullish() }),
  run: async ({ app, call, input }) => {
    const { id, after = null } = input;
    const { teamId } = call.principal;
    const present = isPlausibleId(id) ? await findPresentChange(app.db, teamId, id) : null;
    const start = present && (await firstToSend(app, present, after));
    if (!present || start === null) return refuse({ kind: "not_found" });
    if (after !== null && (after < 0 || after > present.version)) {
      const message = `after: must be between 0 and ${present.version}, the present version.`;
      return invalidInput("value_out_of_range", message, "after");
    }
    const last = start === "snapshot" ? present.version : start;
    const first = start === "snapshot" ? [present] : [];
    return ok(
      cancellableStream<CharacterChange>((signal, sink) =>
        changesSince(app, { id, teamId }, { first, last }, signal, sink),
      ),
    );
  },
});

/**
 * Finds where the stream starts: after a version, or with the present state when later versions are no longer kept.
 * Null when a deleted character has no more changes to send.
 */
async function firstToSend(
  app: AppContext,
  present: CharacterChange,
  after: number | null,
): Promise<number | "snapshot" | null> {
  if (present.status !== "deleted" && after === null) return "snapshot";
  if (present.status !== "deleted" && after === present.version) return after;
  const oldest = await findOldestVersion(app.db, present.character_id);
  if (present.status === "deleted") {
    return after === null || after === present.version || oldest === null ? null : Math.max(after, oldest - 1);
  }
  return after !== null && oldest !== null && oldest <= after + 1 ? after : "snapshot";
}

/** `first` is emptied, so that a waiting stream keeps no snapshot in memory. */
async function* changesSince(
  app: AppContext,
  { id, teamId }: { readonly id: string; readonly teamId: string },
  begin: { readonly first: CharacterChange[]; readonly last: number },
  signal: CancelSignal,
  sink: Sink<CharacterChange>,
): AsyncGenerator<CharacterChange, void> {
  let { last } = begin;
  const offerChange = (change: CharacterChange) => {
    // The last change is sent below, where the stream then ends.
    if (change.status === "deleted") return false;
    const taken = sink(change);
    if (taken !== false) last = change.version;
    return taken;
  };
  for (let present = begin.first.pop(); present; present = begin.first.pop()) yield present;
  while (!signal.aborted) {
    try {
      for await (const change of app.feed.character({ id, teamId }, last, signal, offerChange)) {
        last = change.version;
        yield change;
        if (change.status === "deleted") return;
      }
      return;
    } catch (error) {
      if (!(error instanceof HistoryTruncatedError)) throw error;
    }
    // Later versions were pruned while this stream was sending older ones.
    const present = await findPresentChange(app.db, teamId, id);
    const again = present && (await firstToSend(app, present, last));
    if (!present || again === null) return;
    last = again === "snapshot" ? present.version : again;
    if (again === "snapshot") yield present;
  }
}
