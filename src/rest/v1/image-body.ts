import type { ImageSnapshot } from "../../domain/snapshots.ts";
import type { SignPath } from "./character-body.ts";
import { isoTime } from "./iso-time.ts";

/** An image as REST shows it. The order of members is part of the answer, as in `characterBody`. */
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
