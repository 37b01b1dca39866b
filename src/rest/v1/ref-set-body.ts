import { z } from "zod";
import type { RefSetSnapshot } from "../../domain/snapshots.ts";
import { refBody, type SignPath } from "./character-body.ts";
import { refSchema } from "./character-schema.ts";
import { isoTime } from "./iso-time.ts";

/** A set of refs as REST shows it. The order of members is part of the answer, as in `characterBody`. */
export function refSetBody(set: RefSetSnapshot, sign: SignPath) {
  return {
    object: "ref_set" as const,
    number: set.number,
    refs: set.refs.map((ref) => refBody(ref, sign)),
    synthesis_id: set.synthesis_id,
    created_at: isoTime(set.created_at),
  };
}

/** What `refSetBody` prints. */
export const refSetSchema = z
  .strictObject({
    object: z.literal("ref_set"),
    number: z.int().meta({ description: "Counts the character's sets from 1; for `refs/restore`." }),
    refs: z.array(refSchema),
    synthesis_id: z.string().nullable().meta({ description: "The run that made it; null for a set made otherwise." }),
    created_at: z.iso.datetime(),
  })
  .meta({ id: "RefSet", description: "One complete set of refs; it never changes." });
