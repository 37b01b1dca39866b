import { z } from "zod";
import type { AppContext } from "../context.ts";
import { invalidInput, ok } from "../domain/refusals.ts";
import type { CharacterChange } from "../domain/snapshots.ts";
import { type CancelSignal, cancellableStream, type Sink } from "../domain/stream.ts";
import { findTeamHistory, listTeamSnapshots, type TeamPosition } from "../events/present-state.ts";
import { HistoryTruncatedError } from "../events/source.ts";
import { defineOperation } from "./operation.ts";

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

/** A position in a team's events; with `snapshotsTo` only those of characters up to this id have been sent. */
type TeamCursor = { readonly position: TeamPosition; readonly snapshotsTo: string | null };

type PositionOfChange = Pick<CharacterChange, "team_id" | "team_seq" | "team_fingerprint" | "snapshots_to">;

/** Longest cursor that is looked at. */
const MAX_CURSOR_LENGTH = 256;
/** The form of the text, so that a later one can be told from it. */
const FORM = "e1";
const DECODED = new RegExp(`^${FORM} ([!-~]{1,64}) (0|[1-9][0-9]{0,14}) ([0-9a-f]{8})?(?: ([!-~]{1,64}))?$`);

/** The change's position in the team's events as opaque text, with the team and the fingerprint of the event. */
export function encodeTeamCursor({ team_id, team_seq, team_fingerprint, snapshots_to }: PositionOfChange): string {
  const text = `${FORM} ${team_id} ${team_seq} ${team_fingerprint}${snapshots_to === undefined ? "" : ` ${snapshots_to}`}`;
  return Buffer.from(text).toString("base64url");
}

/** What a cursor of this team says; null when it is none. */
function decodeTeamCursor(teamId: string, cursor: string): TeamCursor | null {
  if (cursor.length > MAX_CURSOR_LENGTH) return null;
  const bytes = Buffer.from(cursor, "base64url");
  // Encoded again it must be the same text: base64url has several spellings of the same bytes.
  if (bytes.toString("base64url") !== cursor) return null;
  const [, team, seq = "", fingerprint = "", snapshotsTo = null] = DECODED.exec(bytes.toString("latin1")) ?? [];
  return team === teamId ? { position: { seq: Number(seq), fingerprint }, snapshotsTo } : null;
}

/**
 * Reads the present position in the events of the caller's team, as a cursor for `watchTeam`. No rate limit: it is read
 * as a field of the team, which has taken the token.
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
