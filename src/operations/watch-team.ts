import { z } from "zod";
import type { AppContext } from "../context.ts";
import { invalidInput, ok } from "../domain/refusals.ts";
import type { CharacterChange } from "../domain/snapshots.ts";
import { type CancelSignal, cancellableStream, type Sink } from "../domain/stream.ts";
import { findTeamHistory, listTeamSnapshots, type TeamPosition } from "../events/present-state.ts";
import { HistoryTruncatedError } from "../events/source.ts";
import { defineOperation } from "./operation.ts";

/** How many characters are read at a time for their snapshots. */
const SNAPSHOT_PAGE = 100;
/** Sorts before every id. */
const FIRST = "";

/**
 * Streams each change of the caller's team once, in commit order, which is also the order of each character's versions:
 * new changes only, or those after a cursor. When changes after the cursor are no longer kept, it first sends a
 * snapshot of each character.
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
      return invalidInput("invalid_format", "after: must be a cursor of this team's events.", "after");
    }
    const { present, isWhole } = await findTeamHistory(app.db, teamId, cursor?.position ?? null);
    const start: TeamCursor = cursor ?? { position: present, snapshotsTo: null };
    // A position beyond the present belongs to a history that was lost when the database was restored from a backup.
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
    // Later changes were pruned while this stream was sending earlier ones.
    const { present } = await findTeamHistory(app.db, teamId, null);
    from = { position: present, snapshotsTo: FIRST };
  }
}

/**
 * Snapshots of the team's characters at this position, except those that have changed since, which events will cover.
 */
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

/** A position in a team's events. With `snapshotsTo`, only the snapshots of characters up to this id have been sent. */
type TeamCursor = { readonly position: TeamPosition; readonly snapshotsTo: string | null };

type PositionOfChange = Pick<CharacterChange, "team_id" | "team_seq" | "team_fingerprint" | "snapshots_to">;

/** Characters of the longest cursor that is decoded. */
const MAX_CURSOR_LENGTH = 256;
/** The version of the cursor's format, so that later formats can be distinguished. */
const FORM = "e1";
const DECODED = new RegExp(`^${FORM} ([!-~]{1,64}) (0|[1-9][0-9]{0,14}) ([0-9a-f]{8})?(?: ([!-~]{1,64}))?$`);

/** Encodes a change's position in the team's events, with the team and the event's fingerprint. */
export function encodeTeamCursor({ team_id, team_seq, team_fingerprint, snapshots_to }: PositionOfChange): string {
  const text = `${FORM} ${team_id} ${team_seq} ${team_fingerprint}${snapshots_to === undefined ? "" : ` ${snapshots_to}`}`;
  return Buffer.from(text).toString("base64url");
}

/** Decodes a cursor; null when it is not a cursor of this team. */
function decodeTeamCursor(teamId: string, cursor: string): TeamCursor | null {
  if (cursor.length > MAX_CURSOR_LENGTH) return null;
  const bytes = Buffer.from(cursor, "base64url");
  // base64url has several texts for the same bytes. Only the one that encoding returns is accepted.
  if (bytes.toString("base64url") !== cursor) return null;
  const [, team, seq = "", fingerprint = "", snapshotsTo = null] = DECODED.exec(bytes.toString("latin1")) ?? [];
  return team === teamId ? { position: { seq: Number(seq), fingerprint }, snapshotsTo } : null;
}

/**
 * Returns the present position in the events of the caller's team, as a cursor for `watchTeam`. It has no rate limit,
 * because it is read as a field of the team, whose root field has taken a token.
 */
export const getEventCursor = defineOperation({
  name: "get_event_cursor",
  scope: "read",
  bucket: null,
  idempotent: false,
  refusals: [],
  input: z.strictObject({}),
  run: async ({ app, call }) => {
    const { teamId } = call.principal;
    const { present } = await findTeamHistory(app.db, teamId, null);
    return ok(encodeTeamCursor({ team_id: teamId, team_seq: present.seq, team_fingerprint: present.fingerprint }));
  },
});
