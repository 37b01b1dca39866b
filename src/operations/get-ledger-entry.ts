import { z } from "zod";
import { parseEntryId } from "../domain/ids.ts";
import { ok, refuse } from "../domain/refusals.ts";
import { findEntry } from "../services/credits/list-entries.ts";
import { lookupId } from "./input.ts";
import { defineOperation } from "./operation.ts";

/** Reads one entry of the caller's own ledger. */
export const getLedgerEntry = defineOperation({
  name: "get_ledger_entry",
  scope: "read",
  bucket: "reads",
  idempotent: false,
  refusals: ["not_found"],
  input: z.strictObject({ id: lookupId }),
  run: async ({ app, call, input }) => {
    const { teamId } = call.principal;
    const wanted = parseEntryId(input.id);
    const found = wanted?.teamId === teamId ? await findEntry(app.db, teamId, wanted.seq) : null;
    return found ? ok(found) : refuse({ kind: "not_found" });
  },
});
