import { z } from "zod";
import { SYNTHESIZED_POSES } from "../domain/character.ts";
import type { KeyedOperation } from "../domain/idempotency.ts";
import { idToFind } from "../domain/ids.ts";
import { ok, refuse } from "../domain/refusals.ts";
import { findCharacter } from "../services/characters/characters.ts";
import { findTeam } from "../services/teams/teams.ts";
import { createImage } from "./create-image.ts";
import { defineOperation } from "./operation.ts";

/** Images that each paid operation asks the provider for. */
const GENERATIONS = {
  resynthesize_character: SYNTHESIZED_POSES.length,
  create_character: SYNTHESIZED_POSES.length,
  regenerate_character_ref: 1,
  create_image: 1,
} as const satisfies Record<KeyedOperation, number>;

export type CostEstimate = {
  /** What the call would hold now. */
  readonly credits: number;
  readonly available: number;
  readonly sufficient: boolean;
};

/** Says what a paid operation would cost now, and whether the team could pay it. Holds nothing. */
export const estimate = defineOperation({
  name: "estimate",
  scope: "read",
  bucket: "estimate_post",
  idempotent: false,
  refusals: [],
  input: z.strictObject({ operation: z.enum(Object.keys(GENERATIONS) as KeyedOperation[]) }),
  run: async ({ app, call, input }) => {
    const team = await findTeam(app.db, call.principal.teamId);
    if (!team) throw new Error("an authenticated caller has a team");
    const credits = GENERATIONS[input.operation] * app.config.CREDITS_PER_GENERATION;
    const { available } = team.balance;
    return ok<CostEstimate>({ credits, available, sufficient: available >= credits });
  },
});

/** Says what an image with these arguments would cost: validated like its creation, nothing stored or held. */
export const estimateImage = defineOperation({
  name: "estimate_image",
  // Nothing is written, but every call that is no GET needs `write` in the source API.
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
