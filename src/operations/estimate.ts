import type { AppContext } from "../context.ts";
import type { KeyedOperation } from "../domain/idempotency.ts";
import { SYNTHESIZED_POSES } from "../domain/pose.ts";
import type { Call } from "../domain/principal.ts";
import { accepted, type Outcome, refused } from "../domain/refusals.ts";
import { readCharacter } from "../services/characters/read-character.ts";
import { readTeam } from "../services/teams/read-team.ts";
import { takeCheapToken } from "./cheap-token.ts";
import { characterOf, createImageBody } from "./create-image.ts";
import { parseInput } from "./input.ts";

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

/** What a paid operation would cost now, and whether the team could pay it. Holds nothing. */
export async function estimate(app: AppContext, call: Call, operation: KeyedOperation): Promise<Outcome<CostEstimate>> {
  const limited = takeCheapToken(app, call, "estimate_post");
  if (limited) return limited;
  const team = await readTeam(app.db, call.principal.teamId);
  if (!team) throw new Error("an authenticated caller has a team");
  const credits = GENERATIONS[operation] * app.config.CREDITS_PER_GENERATION;
  const { available } = team.balance;
  return accepted({ credits, available, sufficient: available >= credits });
}

export type ImageEstimate = {
  readonly amount: number;
  readonly generations: number;
  readonly creditsPerGeneration: number;
};

/** What an image with this body would cost: validated like its creation, nothing stored or held. */
export async function estimateImage(app: AppContext, call: Call, input: unknown): Promise<Outcome<ImageEstimate>> {
  const body = parseInput(createImageBody, input);
  if (!body.ok) return body;
  const limited = takeCheapToken(app, call, "estimate_post");
  if (limited) return limited;
  const characterId = characterOf(body.value);
  if (characterId !== null) {
    const character = await readCharacter(app.db, call.principal.teamId, characterId);
    if (!character) return refused({ kind: "not_found" });
    if (character.status !== "ready") return refused({ kind: "character_not_ready", status: character.status });
  }
  const generations = GENERATIONS.create_image;
  const creditsPerGeneration = app.config.CREDITS_PER_GENERATION;
  return accepted({ amount: generations * creditsPerGeneration, generations, creditsPerGeneration });
}
