import type { CharacterChange } from "../domain/snapshots.ts";
import type { TeamPosition } from "../events/present-state.ts";

/** A position in a team's events; with `snapshotsTo` only those of characters up to this id have been sent. */
export type TeamCursor = { readonly position: TeamPosition; readonly snapshotsTo: string | null };

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
export function decodeTeamCursor(teamId: string, cursor: string): TeamCursor | null {
  if (cursor.length > MAX_CURSOR_LENGTH) return null;
  const bytes = Buffer.from(cursor, "base64url");
  // Encoded again it must be the same text: base64url has several spellings of the same bytes.
  if (bytes.toString("base64url") !== cursor) return null;
  const [, team, seq = "", fingerprint = "", snapshotsTo = null] = DECODED.exec(bytes.toString("latin1")) ?? [];
  return team === teamId ? { position: { seq: Number(seq), fingerprint }, snapshotsTo } : null;
}
