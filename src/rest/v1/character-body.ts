import { ATTRIBUTE_NAMES, type CharacterAttributes } from "../../domain/attributes.ts";
import type { CharacterSnapshot } from "../../domain/snapshots.ts";
import type { StoredRef } from "../../domain/stored-image.ts";
import { isoTime } from "./iso-time.ts";

/** Turns the path of a picture into a URL that opens it. */
export type SignPath = (path: string) => string;

/**
 * A character as REST shows it. The order of members is part of the answer: a replay is equal byte for byte, but for
 * the signed URLs.
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

/** One picture of a set. */
export function refBody(ref: StoredRef, sign: SignPath) {
  return {
    pose: ref.pose,
    url: sign(`/storage/${ref.key}`),
    width: ref.width,
    height: ref.height,
    thumbhash: ref.thumbhash,
    thumb_url: sign(`/storage/${ref.thumb_key}`),
  };
}

/** The members that are set, in one order; null when none is. */
function attributesBody(attributes: CharacterAttributes | null): Record<string, string | number> | null {
  const set: Record<string, string | number> = {};
  for (const name of ATTRIBUTE_NAMES) {
    const value = attributes?.[name];
    if (value != null) set[name] = value;
  }
  return Object.keys(set).length === 0 ? null : set;
}
