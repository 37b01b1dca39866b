import { z } from "zod";
import { CHARACTER_STATUSES } from "../../domain/character.ts";
import { CONTRACT_VERSIONS } from "../../domain/contract-version.ts";
import { POSES } from "../../domain/pose.ts";
import { SYNTHESIS_ERRORS } from "../../domain/synthesis.ts";

/** What `refBody` prints. */
export const refSchema = z
  .strictObject({
    pose: z.enum(POSES),
    url: z.url().meta({ description: "Signed and expiring; read the character again for a new one." }),
    width: z.int().meta({ description: "px" }),
    height: z.int().meta({ description: "px" }),
    thumbhash: z.string().meta({ description: "base64" }),
    thumb_url: z.url(),
  })
  .meta({ id: "Ref", description: "One pose's picture." });

export const attributesSchema = z
  .strictObject({
    gender: z.string().optional(),
    age: z.int().optional(),
    ethnicity: z.string().optional(),
    hair_color: z.string().optional(),
    hair_style: z.string().optional(),
    eye_color: z.string().optional(),
    body_type: z.string().optional(),
    additional_details: z.string().optional(),
  })
  .meta({ id: "CharacterAttributes", description: "The members that are set." });

/** What `characterBody` prints. */
export const characterSchema = z
  .strictObject({
    id: z.string(),
    object: z.literal("character"),
    name: z.string(),
    status: z.enum(CHARACTER_STATUSES),
    refs: z.array(refSchema),
    attributes: attributesSchema.nullable(),
    client_reference_id: z.string().nullable(),
    error_message: z.enum(SYNTHESIS_ERRORS).nullable().meta({ description: "Why it failed; else null." }),
    aurous_version: z.enum(CONTRACT_VERSIONS),
    created_at: z.iso.datetime(),
    updated_at: z.iso.datetime(),
  })
  .meta({ id: "Character", description: "A reusable identity." });
