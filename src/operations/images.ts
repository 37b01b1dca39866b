import { z } from "zod";
import { SYNTHESIZED_POSES } from "../domain/character.ts";
import type { KeyedOperation } from "../domain/idempotency.ts";
import { idToFind } from "../domain/ids.ts";
import { type InvalidInputCode, invalidInput, ok, refuse } from "../domain/refusals.ts";
import { acceptImage } from "../services/accept/accept-image.ts";
import { findCharacter } from "../services/characters/characters.ts";
import * as images from "../services/images/images.ts";
import { findTeam } from "../services/teams/teams.ts";
import { findImage } from "./get-by-id.ts";
import { finishAccept } from "./idempotent-request.ts";
import { idText, text, whenValid } from "./input.ts";
import { defineOperation } from "./operation.ts";
import {
  byId,
  connectionInput,
  DEFAULT_PAGE_SIZE,
  limitInput,
  pageBounds,
  refuseBothEnds,
  toConnection,
  toList,
} from "./pages.ts";

/** Pixels. The limits are those of the source API. */
const MIN_SIDE = 256;
const MAX_SIDE = 2_048;
const DEFAULT_SIDE = 1_024;
/** Providers take unsigned 32-bit integers as seeds. */
const MAX_SEED = 4_294_967_295;

const side = z.int().min(MIN_SIDE).max(MAX_SIDE).nullish();

/**
 * Creates one image from a prompt, with or without a `ready` character, for the price of one generation. Later changes
 * of the character's refs and attributes do not affect the image.
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
    const result = await acceptImage(app.accepts, idempotency, {
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

/** Lists the team's images, newest first. */
export const listImages = defineOperation({
  name: "list_images",
  scope: "read",
  bucket: "reads",
  idempotent: false,
  refusals: [],
  input: z.strictObject({ limit: limitInput, startingAfter: z.string().optional() }),
  run: async ({ app, call, input }) => {
    const { limit = DEFAULT_PAGE_SIZE, startingAfter: after = null } = input;
    if (after !== null && !(await findImage(app, call, after))) {
      return invalidInput(
        "invalid_page_token",
        "starting_after: must be the id of an image in this list.",
        "starting_after",
      );
    }
    const bounds = { after, before: null, take: limit, backward: false };
    return ok(toList(await images.listImages(app.db, call.principal.teamId, bounds)));
  },
});

const LIST = byId("images");

/** Lists the same as a Relay connection, in both directions. */
export const connectImages = defineOperation({
  name: "connect_images",
  scope: "read",
  bucket: "reads",
  idempotent: false,
  refusals: [],
  input: z.strictObject(connectionInput(LIST)).superRefine(refuseBothEnds, whenValid("first", "last")),
  run: async ({ app, call, input }) => {
    const found = await images.listImages(app.db, call.principal.teamId, pageBounds(LIST, input));
    return ok(toConnection(LIST, found, (node) => ({ position: node.id, node })));
  },
});

/** The number of images that each paid operation requests from the provider. */
const GENERATIONS = {
  resynthesize_character: SYNTHESIZED_POSES.length,
  create_character: SYNTHESIZED_POSES.length,
  regenerate_character_ref: 1,
  create_image: 1,
} as const satisfies Record<KeyedOperation, number>;

export type CostEstimate = {
  /** The credits that the call would hold now. */
  readonly credits: number;
  readonly available: number;
  readonly sufficient: boolean;
};

/** Returns what a paid operation would cost now, and whether the team's credits cover it. Holds nothing. */
export const estimate = defineOperation({
  name: "estimate",
  scope: "read",
  bucket: "estimate_post",
  idempotent: false,
  refusals: [],
  input: z.strictObject({ operation: z.enum(Object.keys(GENERATIONS) as KeyedOperation[]) }),
  run: async ({ app, call, input }) => {
    const team = await findTeam(app.db, call.principal.teamId);
    if (!team) throw new Error("the team of an authenticated caller is missing");
    const credits = GENERATIONS[input.operation] * app.config.CREDITS_PER_GENERATION;
    const { available } = team.balance;
    return ok<CostEstimate>({ credits, available, sufficient: available >= credits });
  },
});

/** Returns what an image with these arguments would cost. They are validated as for its creation. Holds nothing. */
export const estimateImage = defineOperation({
  name: "estimate_image",
  // It writes nothing, but in the source API every call except GET needs the scope `write`.
  scope: "write",
  bucket: "estimate_post",
  idempotent: false,
  refusals: ["character_not_ready", "not_found"],
  input: createImage.input,
  run: async ({ app, call, input }) => {
    if (typeof input.characterId === "string") {
      const character = await findCharacter(app.db, call.principal.teamId, idToFind(input.characterId));
      if (!character) return refuse({ kind: "not_found" });
      if (character.status !== "ready") return refuse({ kind: "character_not_ready", status: character.status });
    }
    const generations = GENERATIONS.create_image;
    const creditsPerGeneration = app.config.CREDITS_PER_GENERATION;
    return ok({ amount: generations * creditsPerGeneration, generations, creditsPerGeneration });
  },
});
