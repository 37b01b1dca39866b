import { z } from "zod";
import { CONTRACT_VERSIONS } from "../../domain/contract-version.ts";
import { IMAGE_STATUSES } from "../../domain/snapshots.ts";
import { SYNTHESIS_ERRORS } from "../../domain/synthesis.ts";

/** What `imageBody` prints. */
export const imageSchema = z
  .strictObject({
    id: z.string(),
    object: z.literal("image"),
    status: z.enum(IMAGE_STATUSES),
    prompt: z.string(),
    character_id: z.string().nullable(),
    ref_set: z.int().nullable().meta({ description: "Number of the character's set that it is made from." }),
    url: z.url().nullable().meta({ description: "Signed and expiring; null until it has succeeded." }),
    thumb_url: z.url().nullable(),
    width: z.int().meta({ description: "px" }),
    height: z.int().meta({ description: "px" }),
    error_message: z.enum(SYNTHESIS_ERRORS).nullable().meta({ description: "Why it failed; else null." }),
    cost: z.int().meta({ description: "Credits: held until it ends, then taken, or given back when it failed." }),
    aurous_version: z.enum(CONTRACT_VERSIONS),
    created_at: z.iso.datetime(),
    completed_at: z.iso.datetime().nullable(),
  })
  .meta({ id: "Image", description: "A picture made from a prompt, perhaps with a character." });
