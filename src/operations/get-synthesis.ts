import { z } from "zod";
import { ok, refuse } from "../domain/refusals.ts";
import { lookupId } from "./input.ts";
import { defineOperation } from "./operation.ts";
import { loadSyntheses } from "./syntheses.ts";

/** Reads a synthesis as it is now, also after its character was deleted. */
export const getSynthesis = defineOperation({
  name: "get_synthesis",
  scope: "read",
  bucket: "reads",
  idempotent: false,
  refusals: ["not_found"],
  input: z.strictObject({ id: lookupId }),
  run: async ({ app, call, input }) => {
    const found = (await loadSyntheses(app, call, [input.id])).get(input.id);
    return found ? ok(found) : refuse({ kind: "not_found" });
  },
});
