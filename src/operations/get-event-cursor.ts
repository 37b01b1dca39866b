import { z } from "zod";
import { ok } from "../domain/refusals.ts";
import { findTeamHistory } from "../events/present-state.ts";
import { defineOperation } from "./operation.ts";
import { encodeTeamCursor } from "./team-cursor.ts";

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
