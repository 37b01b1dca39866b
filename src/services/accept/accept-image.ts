import { z } from "zod";
import { imageRow } from "../../db/rows.ts";
import type { CharacterStatus } from "../../domain/character.ts";
import type { ContractVersion } from "../../domain/contract-version.ts";
import { type AcceptResult, type Accepts, admit, type IdempotentRequest } from "./accept.ts";

/** One image from a prompt, with or without a character. `price` is in credits, sizes are in pixels. */
type ImageOrder = {
  readonly imageId: string;
  readonly characterId: string | null;
  readonly prompt: string;
  readonly width: number;
  readonly height: number;
  /** Null when the caller gave none. Attempts may then produce different images. */
  readonly seed: number | null;
  readonly version: ContractVersion;
  readonly price: number;
  /** Decides the person of an image without a character. With a character, the person of its ref set is kept. */
  readonly identitySeed: number;
  readonly deadlineMs: number;
};

/** SQL: `start_works`. */
const acceptedImageRow = z.looseObject({ image: imageRow });

type AcceptedImage = z.output<typeof acceptedImageRow>;

const ELIGIBLE: readonly CharacterStatus[] = ["ready"];
const REFUSALS = [
  "character_not_ready",
  "insufficient_credits",
  "not_found",
  "idempotency_key_in_use",
  "rate_limit_exceeded",
] as const;

/** Admits an image. */
export function acceptImage(
  accepts: Accepts,
  call: IdempotentRequest,
  order: ImageOrder,
): Promise<AcceptResult<AcceptedImage, (typeof REFUSALS)[number]>> {
  return admit(accepts, call, {
    characterId: order.characterId,
    bucket: "images_post",
    result: acceptedImageRow,
    refusals: REFUSALS,
    members: {
      work: "image",
      character: order.characterId,
      eligible: ELIGIBLE,
      id: order.imageId,
      prompt: order.prompt,
      width: order.width,
      height: order.height,
      seed: order.seed,
      aurous_version: order.version,
      price: order.price,
      identity_seed: order.identitySeed,
      deadline_ms: order.deadlineMs,
    },
  });
}
