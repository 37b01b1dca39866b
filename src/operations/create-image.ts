import { z } from "zod";
import type { AppContext } from "../context.ts";
import { isPlausibleId, UNKNOWN_ID } from "../domain/ids.ts";
import type { Call } from "../domain/principal.ts";
import type { InvalidInputCode, Outcome } from "../domain/refusals.ts";
import { type AcceptedImage, acceptImage } from "../services/accept/accept-image.ts";
import { idText, keyRefusal, parseInput, text } from "./input.ts";
import { answerAccept, keyedCall, type Replayed } from "./paid-call.ts";

/** px; the source API's bounds. */
const MIN_SIDE = 256;
const MAX_SIDE = 2_048;
const DEFAULT_SIDE = 1_024;
/** Vendors take unsigned 32-bit integers at most. */
const MAX_SEED = 4_294_967_295;

const side = z.int().min(MIN_SIDE).max(MAX_SIDE).nullish();

export const createImageBody = z.strictObject({
  prompt: text(1, 4000).refine((prompt) => prompt.trim() !== "", {
    error: "must not be blank",
    params: { code: "value_out_of_range" satisfies InvalidInputCode },
  }),
  character_id: idText.nullish(),
  width: side,
  height: side,
  seed: z.int().min(0).max(MAX_SEED).nullish(),
});

export type CreateImageInput = {
  /** The body as sent over REST. */
  readonly body: unknown;
  readonly idempotencyKey: string | null;
};

export type ImageResult = AcceptedImage & Replayed;

/**
 * One picture from a prompt, perhaps with a `ready` character, whose set and attributes of this moment it keeps; paid
 * with one generation. Safe to send again with the same key, over either transport.
 */
export async function createImage(app: AppContext, call: Call, input: CreateImageInput): Promise<Outcome<ImageResult>> {
  const badKey = keyRefusal(input.idempotencyKey);
  if (badKey) return badKey;
  const body = parseInput(createImageBody, input.body);
  if (!body.ok) return body;

  const { prompt, width, height, seed } = body.value;
  const keyed = keyedCall(app, call, {
    operation: "create_image",
    target: null,
    body: input.body,
    idempotencyKey: input.idempotencyKey,
  });
  const result = await acceptImage(app.db, app.callLimiter, keyed, {
    imageId: app.newId("image"),
    characterId: characterOf(body.value),
    prompt,
    width: width ?? DEFAULT_SIDE,
    height: height ?? DEFAULT_SIDE,
    seed: seed ?? null,
    version: call.version,
    price: app.config.CREDITS_PER_GENERATION,
    identitySeed: app.randomSeed(),
    deadlineMs: app.config.SYNTHESIS_DEADLINE_MS,
  });
  return answerAccept(app, call, result);
}

/** The character that a body names; text that can't be an id is looked up, and not found. */
export function characterOf(body: z.output<typeof createImageBody>): string | null {
  const id = body.character_id ?? null;
  return id === null || isPlausibleId(id) ? id : UNKNOWN_ID;
}
