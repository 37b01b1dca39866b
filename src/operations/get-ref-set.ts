import { z } from "zod";
import { parseRefSetId } from "../domain/ids.ts";
import { ok, refuse } from "../domain/refusals.ts";
import { findRefSet } from "../services/ref-sets/list-ref-sets.ts";
import { lookupId } from "./input.ts";
import { defineOperation } from "./operation.ts";

/** Reads one set of refs of a living character. */
export const getRefSet = defineOperation({
  name: "get_ref_set",
  scope: "read",
  bucket: "reads",
  idempotent: false,
  refusals: ["not_found"],
  input: z.strictObject({ id: lookupId }),
  run: async ({ app, call, input }) => {
    const wanted = parseRefSetId(input.id);
    const found = wanted && (await findRefSet(app.db, call.principal.teamId, wanted.characterId, wanted.number));
    return found ? ok(found) : refuse({ kind: "not_found" });
  },
});
