import { z } from "zod";
import type { AppContext } from "../context.ts";
import { invalidInput, ok } from "../domain/refusals.ts";
import type { CharacterChange } from "../domain/snapshots.ts";
import { type CancelSignal, cancellableStream, type Sink } from "../domain/stream.ts";
import { findTeamHistory, listTeamSnapshots, type TeamPosition } from "../events/present-state.ts";
import { HistoryTruncatedError } from "../events/source.ts";
import { defineOperation } from "./operation.ts";
import { decodeTeamCursor, type TeamCursor } from "./team-cursor.ts";

/** Characters read at a time for their snapshots. */
const SNAPSHOT_PAGE = 100;
/** Before every id. */
const FIRST = "";

/**
 * Streams every change of the caller's team once, in the order of their commits, which is that of each character's
 * versions: from now on, or after the change with this cursor. When changes since then are no longer kept, first a
 * snapshot of each living character.
 */
export const watchTeam = defineOperation({
  name: "watch_team",
  scope: "read",
  bucket: null,
  idempotent: false,
  refusals: [],
  input: z.strictObject({ after: z.string().nullish() }),
  run: async ({ app, call, input }) => {
    const { teamId } = call.principal;
    const { after = null } = input;
    const cursor = after === null ? null : decodeTeamCursor(teamId, after);
    if (after !== null && cursor === null) {
      return invalidInput("invalid_format", "after: not a cursor of this team's events.", "after");
    }
    const { present, isWhole } = await findTeamHistory(app.db, teamId, cursor?.position ?? null);
    const start: TeamCursor = cursor ?? { position: present, snapshotsTo: null };
    // A position beyond the present is one of a history that was undone: the database was restored to an earlier moment.
    const isKnown = isWhole && start.position.seq <= present.seq;
    const first = cursor === null || isKnown ? start : { position: present, snapshotsTo: FIRST };
    return ok(cancellableStream<CharacterChange>((signal, sink) => eventsSince(app, teamId, first, signal, sink)));
  },
});

async function* eventsSince(
  app: AppContext,
  teamId: string,
  start: TeamCursor,
  signal: CancelSignal,
  sink: Sink<CharacterChange>,
): AsyncGenerator<CharacterChange, void> {
  let from = start;
  while (!signal.aborted) {
    const last = from.position.seq;
    if (from.snapshotsTo !== null) yield* snapshots(app, teamId, from.position, from.snapshotsTo, signal);
    try {
      for await (const change of app.feed.team({ id: teamId, teamId }, last, signal, sink)) {
        yield change;
      }
      return;
    } catch (error) {
      if (!(error instanceof HistoryTruncatedError)) throw error;
    }
    // What follows has been pruned while this stream was busy with what was before.
    const { present } = await findTeamHistory(app.db, teamId, null);
    from = { position: present, snapshotsTo: FIRST };
  }
}

/** The team's characters as they were at this position, those left out that events after it will tell. */
async function* snapshots(
  app: AppContext,
  teamId: string,
  position: TeamPosition,
  afterId: string,
  signal: CancelSignal,
): AsyncGenerator<CharacterChange, void> {
  let last = afterId;
  while (!signal.aborted) {
    const page = await listTeamSnapshots(app.db, teamId, position, last, SNAPSHOT_PAGE);
    yield* page;
    last = page.at(-1)?.character_id ?? last;
    if (page.length < SNAPSHOT_PAGE) return;
  }
}
