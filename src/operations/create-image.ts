import { z } from "zod";
import { idToFind } from "../domain/ids.ts";
import type { InvalidInputCode } from "../domain/refusals.ts";
import { acceptImage } from "../services/accept/accept-image.ts";
import { finishAccept } from "./idempotent-request.ts";
import { idText, text } from "./input.ts";
import { defineOperation } from "./operation.ts";

/** px; the source API's bounds. */
const MIN_SIDE = 256;
const MAX_SIDE = 2_048;
const DEFAULT_SIDE = 1_024;
/** Vendors take unsigned 32-bit integers at most. */
const MAX_SEED = 4_294_967_295;

const side = z.int().min(MIN_SIDE).max(MAX_SIDE).nullish();

/**
 * Makes one picture from a prompt, perhaps with a `ready` character, whose set and attributes of this moment it keeps;
 * paid with one generation.
 */
export const createImage = defineOperation({
  name: "create_image",
  scope: "write",
  bucket: "images_post",
  idempotent: true,
  refusals: ["character_not_ready", "insufficient_credits", "not_found", "idempotency_key_in_use"],
  input: z.strictObject({
    prompt: text(1, 4000).refine((prompt) => prompt === "" || prompt.trim() !== "", {
      error: "must not be blank",
      params: { code: "value_out_of_range" satisfies InvalidInputCode },
    }),
    characterId: idText.nullish(),
    width: side,
    height: side,
    seed: z.int().min(0).max(MAX_SEED).nullish(),
  }),
  run: async ({ app, call, input, idempotency }) => {
    const { prompt, characterId, width, height, seed } = input;
    const result = await acceptImage(app.db, app.callLimiter, idempotency, {
      imageId: app.newId("image"),
      characterId: typeof characterId === "string" ? idToFind(characterId) : null,
      prompt,
      width: width ?? DEFAULT_SIDE,
      height: height ?? DEFAULT_SIDE,
      seed: seed ?? null,
      version: call.version,
      price: app.config.CREDITS_PER_GENERATION,
      identitySeed: app.randomSeed(),
      deadlineMs: app.config.SYNTHESIS_DEADLINE_MS,
    });
    return finishAccept(app, call, result);
  },
});
