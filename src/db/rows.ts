import { z } from "zod";
import { CHARACTER_STATUSES, type CharacterAttributes, POSES } from "../domain/character.ts";
import type { ContractVersion } from "../domain/contract-version.ts";
import type { CharacterSnapshot, StoredImage, StoredRef, SynthesisSnapshot } from "../domain/snapshots.ts";
import { GENERATION_STATUSES, SYNTHESIS_ERRORS, SYNTHESIS_KINDS, SYNTHESIS_STATUSES } from "../domain/synthesis.ts";

/**
 * Schemas of the results of SQL functions that change money or state. A result of another version's function that
 * differs is an error here and not a wrong value later. Unknown members are kept, because a newer version may have
 * added them.
 */

export const storedImage = z.looseObject({
  key: z.string(),
  thumb_key: z.string(),
  width: z.int(),
  height: z.int(),
  thumbhash: z.string(),
  bytes: z.int(),
}) satisfies z.ZodType<StoredImage>;

export const storedRef = storedImage.extend({ pose: z.enum(POSES) }) satisfies z.ZodType<StoredRef>;

/** Stored attributes were validated when they were received, so only their being an object is checked. */
export const attributesRow = z
  .custom<CharacterAttributes>((value) => typeof value === "object" && value !== null)
  .nullable();

/** SQL: `character_json`. */
export const characterRow = z.looseObject({
  id: z.string(),
  team_id: z.string(),
  name: z.string(),
  status: z.enum(CHARACTER_STATUSES),
  version: z.int(),
  refs: z.array(storedRef),
  ref_set_number: z.int().nullable(),
  attributes: attributesRow,
  client_reference_id: z.string().nullable(),
  error_message: z.string().nullable(),
  // A newer version may have pinned a team to a contract version that this program does not know.
  aurous_version: z.custom<ContractVersion>((value) => typeof value === "string"),
  created_at: z.string(),
  updated_at: z.string(),
}) satisfies z.ZodType<CharacterSnapshot>;

/** SQL: `synthesis_json`. */
export const synthesisRow = z.looseObject({
  id: z.string(),
  character_id: z.string().nullable(),
  kind: z.enum([...SYNTHESIS_KINDS, "image"]),
  status: z.enum(SYNTHESIS_STATUSES),
  cost: z.int(),
  error_code: z.enum(SYNTHESIS_ERRORS).nullable(),
  started_at: z.string(),
  finished_at: z.string().nullable(),
  generations: z.array(
    z.looseObject({
      pose: z.enum([...POSES, "image"]),
      status: z.enum(GENERATION_STATUSES),
      attempt: z.int(),
      thumb_key: z.string().exactOptional(),
      thumbhash: z.string().exactOptional(),
    }),
  ),
}) satisfies z.ZodType<SynthesisSnapshot>;

/** A sum of credits. It is a bigint, which the driver returns as text. */
export const credits = z
  .string()
  .regex(/^[0-9]+$/)
  .transform(Number);
