import { z } from "zod";
import type { CharacterAttributes, CharacterStatus, Pose } from "../domain/character.ts";
import type { ContractVersion } from "../domain/contract-version.ts";
import type {
  AcceptedCreation,
  AcceptedSynthesis,
  CharacterSnapshot,
  ImageSnapshot,
  ImageStatus,
  StoredImage,
  StoredRef,
  SynthesisSnapshot,
} from "../domain/snapshots.ts";
import type { GenerationStatus, SynthesisError, SynthesisKind, SynthesisStatus } from "../domain/synthesis.ts";

/**
 * Schemas of the results of SQL functions that change money or state. If the function of another version returns a
 * different result, parsing it throws, so that no wrong value is used later. Unknown members are kept, because a newer
 * version may have added them.
 */

/**
 * A member of a closed set, such as a status. Any text is accepted, because a newer version that runs beside this one
 * may have added a member, and the change that the row reports is already committed.
 */
const wordOf = <Word extends string>() => z.custom<Word>((value) => typeof value === "string");

export const storedImage = z.looseObject({
  key: z.string(),
  thumb_key: z.string(),
  width: z.int(),
  height: z.int(),
  thumbhash: z.string(),
  bytes: z.int(),
}) satisfies z.ZodType<StoredImage>;

export const storedRef = storedImage.extend({ pose: wordOf<Pose>() }) satisfies z.ZodType<StoredRef>;

/** Stored attributes were validated when they were received, so the schema checks only that they are an object. */
export const attributesRow = z
  .custom<CharacterAttributes>((value) => typeof value === "object" && value !== null)
  .nullable();

/** SQL: `character_json`. */
export const characterRow = z.looseObject({
  id: z.string(),
  team_id: z.string(),
  name: z.string(),
  status: wordOf<CharacterStatus>(),
  version: z.int(),
  refs: z.array(storedRef),
  ref_set_number: z.int().nullable(),
  attributes: attributesRow,
  client_reference_id: z.string().nullable(),
  error_message: z.string().nullable(),
  aurous_version: wordOf<ContractVersion>(),
  created_at: z.string(),
  updated_at: z.string(),
}) satisfies z.ZodType<CharacterSnapshot>;

/** SQL: `synthesis_json`. */
const synthesisRow = z.looseObject({
  id: z.string(),
  character_id: z.string().nullable(),
  kind: wordOf<SynthesisKind | "image">(),
  status: wordOf<SynthesisStatus>(),
  cost: z.int(),
  error_code: wordOf<SynthesisError>().nullable(),
  started_at: z.string(),
  finished_at: z.string().nullable(),
  generations: z.array(
    z.looseObject({
      pose: wordOf<Pose | "image">(),
      status: wordOf<GenerationStatus>(),
      attempt: z.int(),
      thumb_key: z.string().exactOptional(),
      thumbhash: z.string().exactOptional(),
    }),
  ),
}) satisfies z.ZodType<SynthesisSnapshot>;

/** SQL: `start_works`. */
export const acceptedSynthesisRow = z.looseObject({
  character: characterRow,
  synthesis: synthesisRow,
}) satisfies z.ZodType<AcceptedSynthesis>;

/** SQL: `start_works`, and `start_upload_creation`, which has no synthesis. */
export const acceptedCreationRow = acceptedSynthesisRow.extend({
  synthesis: synthesisRow.nullable(),
}) satisfies z.ZodType<AcceptedCreation>;

/** SQL: `image_json`. */
export const imageRow = z.looseObject({
  id: z.string(),
  team_id: z.string(),
  status: wordOf<ImageStatus>(),
  prompt: z.string(),
  character_id: z.string().nullable(),
  ref_set_number: z.int().nullable(),
  image: storedImage.nullable(),
  width: z.int(),
  height: z.int(),
  seed: z.int().nullable(),
  error_message: wordOf<SynthesisError>().nullable(),
  cost: z.int(),
  aurous_version: wordOf<ContractVersion>(),
  created_at: z.string(),
  completed_at: z.string().nullable(),
}) satisfies z.ZodType<ImageSnapshot>;

/** A sum of credits. It is a bigint, which the driver returns as text. */
export const credits = z
  .string()
  .regex(/^[0-9]+$/)
  .transform(Number);
