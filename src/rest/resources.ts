import { z } from "zod";
import { ATTRIBUTE_NAMES, CHARACTER_STATUSES, type CharacterAttributes, POSES } from "../domain/character.ts";
import { CONTRACT_VERSIONS } from "../domain/contract-version.ts";
import {
  type CharacterSnapshot,
  type DatabaseTime,
  IMAGE_STATUSES,
  type ImageSnapshot,
  type RefSetSnapshot,
  type StoredRef,
} from "../domain/snapshots.ts";
import { SYNTHESIS_ERRORS } from "../domain/synthesis.ts";
import type { List } from "../operations/pages.ts";

/** Turns the path of a file into its signed URL. */
export type SignPath = (path: string) => string;

/**
 * A character as REST shows it. The order of members matters: a replay equals the first response byte for byte, except
 * for the signed URLs.
 */
export function characterBody(character: CharacterSnapshot, sign: SignPath) {
  return {
    id: character.id,
    object: "character" as const,
    name: character.name,
    status: character.status,
    refs: character.refs.map((ref) => refBody(ref, sign)),
    attributes: attributesBody(character.attributes),
    client_reference_id: character.client_reference_id,
    error_message: character.error_message,
    aurous_version: character.aurous_version,
    created_at: isoTime(character.created_at),
    updated_at: isoTime(character.updated_at),
  };
}

/** One reference image of a set. */
function refBody(ref: StoredRef, sign: SignPath) {
  return {
    pose: ref.pose,
    url: sign(`/storage/${ref.key}`),
    width: ref.width,
    height: ref.height,
    thumbhash: ref.thumbhash,
    thumb_url: sign(`/storage/${ref.thumb_key}`),
  };
}

/** The attributes that are set, in a fixed order; null when none is set. */
function attributesBody(attributes: CharacterAttributes | null): Record<string, string | number> | null {
  const set: Record<string, string | number> = {};
  for (const name of ATTRIBUTE_NAMES) {
    const value = attributes?.[name];
    if (value != null) set[name] = value;
  }
  return Object.keys(set).length === 0 ? null : set;
}

/** The schema of what `refBody` returns. */
const refSchema = z
  .strictObject({
    pose: z.enum(POSES),
    url: z.url().meta({
      description: "Signed URL of the image. It needs no key and it expires; read the character again for a new one.",
    }),
    width: z.int().meta({ description: "Pixels." }),
    height: z.int().meta({ description: "Pixels." }),
    thumbhash: z.string().meta({ description: "A blurred placeholder of about 25 bytes, in Base64." }),
    thumb_url: z.url(),
  })
  .meta({ id: "Ref", description: "One reference image of a character." });

const attributesSchema = z
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
  .meta({
    id: "CharacterAttributes",
    description: "What the character looks like. Attributes that are not set are absent.",
  });

/** The schema of what `characterBody` returns. */
export const characterSchema = z
  .strictObject({
    id: z.string(),
    object: z.literal("character"),
    name: z.string(),
    status: z.enum(CHARACTER_STATUSES),
    refs: z.array(refSchema),
    attributes: attributesSchema.nullable(),
    client_reference_id: z.string().nullable(),
    error_message: z
      .enum(SYNTHESIS_ERRORS)
      .nullable()
      .meta({ description: "Why it failed; null for every other status." }),
    aurous_version: z.enum(CONTRACT_VERSIONS),
    created_at: z.iso.datetime(),
    updated_at: z.iso.datetime(),
  })
  .meta({ id: "Character", description: "A reusable identity with attributes and reference images." });

/** A ref set as REST shows it. The order of members matters, as in `characterBody`. */
export function refSetBody(set: RefSetSnapshot, sign: SignPath) {
  return {
    object: "ref_set" as const,
    number: set.number,
    refs: set.refs.map((ref) => refBody(ref, sign)),
    synthesis_id: set.synthesis_id,
    created_at: isoTime(set.created_at),
  };
}

/** The schema of what `refSetBody` returns. */
export const refSetSchema = z
  .strictObject({
    object: z.literal("ref_set"),
    number: z
      .int()
      .meta({ description: "The number of the set within its character, from 1. Send it to `refs/restore`." }),
    refs: z.array(refSchema),
    synthesis_id: z
      .string()
      .nullable()
      .meta({ description: "The synthesis that generated the set; null for a set of uploads." }),
    created_at: z.iso.datetime(),
  })
  .meta({ id: "RefSet", description: "One complete set of reference images. It never changes." });

/** An image as REST shows it. The order of members matters, as in `characterBody`. */
export function imageBody(image: ImageSnapshot, sign: SignPath) {
  const stored = image.image;
  return {
    id: image.id,
    object: "image" as const,
    status: image.status,
    prompt: image.prompt,
    character_id: image.character_id,
    ref_set: image.ref_set_number,
    url: stored ? sign(`/storage/${stored.key}`) : null,
    thumb_url: stored ? sign(`/storage/${stored.thumb_key}`) : null,
    width: image.width,
    height: image.height,
    error_message: image.error_message,
    cost: image.cost,
    aurous_version: image.aurous_version,
    created_at: isoTime(image.created_at),
    completed_at: image.completed_at === null ? null : isoTime(image.completed_at),
  };
}

/** The schema of what `imageBody` returns. */
export const imageSchema = z
  .strictObject({
    id: z.string(),
    object: z.literal("image"),
    status: z.enum(IMAGE_STATUSES),
    prompt: z.string(),
    character_id: z.string().nullable(),
    ref_set: z
      .int()
      .nullable()
      .meta({ description: "The number of the character's ref set that was used; null without a character." }),
    url: z.url().nullable().meta({
      description: "Signed URL of the image. It needs no key and it expires. Null until the image has succeeded.",
    }),
    thumb_url: z.url().nullable(),
    width: z.int().meta({ description: "Pixels." }),
    height: z.int().meta({ description: "Pixels." }),
    error_message: z
      .enum(SYNTHESIS_ERRORS)
      .nullable()
      .meta({ description: "Why it failed; null for every other status." }),
    cost: z.int().meta({
      description:
        "The price in credits. It is held while the work runs, captured when the image is delivered and released " +
        "otherwise.",
    }),
    aurous_version: z.enum(CONTRACT_VERSIONS),
    created_at: z.iso.datetime(),
    completed_at: z.iso.datetime().nullable(),
  })
  .meta({ id: "Image", description: "An image generated from a prompt, with or without a character." });

/** A time as REST shows it: ISO 8601 in UTC with milliseconds and `Z`. */
function isoTime(time: DatabaseTime): string {
  return new Date(time).toISOString();
}

/** A page of a list, in the shape of the source API (docs/contract.md "Routes"). */
export function listBody<Item, Body>(list: List<Item>, render: (item: Item) => Body) {
  return {
    object: "list" as const,
    data: list.data.map(render),
    has_more: list.hasMore,
    next_cursor: list.nextCursor,
  };
}

/** The schema of what `listBody` returns. */
export function listSchema(item: z.ZodType, id: string) {
  return z
    .strictObject({
      object: z.literal("list"),
      data: z.array(item),
      has_more: z.boolean(),
      next_cursor: z
        .string()
        .nullable()
        .meta({ description: "Send it as `starting_after` to get the next page; null on the last page." }),
    })
    .meta({ id });
}
