import type { AppContext } from "../../src/context.ts";
import type { CharacterAttributes } from "../../src/domain/character.ts";
import type { Call, Scope } from "../../src/domain/principal.ts";
import type { Outcome } from "../../src/domain/refusals.ts";
import type { StoredRef } from "../../src/domain/snapshots.ts";
import { createKey, createTeam } from "../../src/operations/operator.ts";
import { createFixture } from "../../src/services/characters/characters.ts";
import { callAs } from "./call.ts";

export type SeededTeam = { readonly teamId: string; readonly apiKey: string; readonly keyId: string };

/** The initial data of a test. Each team starts with fresh credits, buckets and keys. */
export type Seed = {
  readonly team: (options?: TeamOptions) => Promise<SeededTeam>;
  /** A team, and a `Call` with its key for tests that run operations directly. */
  readonly caller: (options?: TeamOptions) => Promise<SeededTeam & { readonly call: Call }>;
  /** A character of the team with four refs whose images do not exist. */
  readonly character: (teamId: string, options?: CharacterOptions) => Promise<string>;
};

type TeamOptions = { readonly credits?: number; readonly autoSave?: boolean; readonly scope?: Scope };

type CharacterOptions = {
  /** A new one by default. */
  id?: string;
  status?: "ready" | "reviewing" | "failed";
  name?: string;
  attributes?: CharacterAttributes | null;
};

export const ATTRIBUTES: CharacterAttributes = { gender: "female", age: 28, hair_color: "black", eye_color: "brown" };

export function createSeed(app: AppContext): Seed {
  const team = async ({ credits = 100, autoSave = false, scope = "full" }: TeamOptions = {}): Promise<SeededTeam> => {
    const { teamId } = expectOk(await createTeam(app, { name: "Test", credits, autoSave }));
    const { keyId, secret } = expectOk(await createKey(app, teamId, scope));
    return { teamId, apiKey: secret, keyId };
  };
  return {
    team,
    caller: async (options) => {
      const made = await team(options);
      return { ...made, call: await callAs(app, made.apiKey) };
    },
    character: async (teamId, options = {}) => {
      const { id = app.newId("character"), status = "ready", name = "Mira", attributes = ATTRIBUTES } = options;
      const refs = (["portrait", "front", "side", "back"] as const).map((pose) => fixtureRef(teamId, pose));
      const created = await createFixture(app.db, { id, teamId, name, status, attributes, identitySeed: 7, refs });
      if (!created) throw new Error(`no team ${teamId}`);
      app.notifier.notifyChanged();
      return id;
    },
  };
}

function fixtureRef(teamId: string, pose: StoredRef["pose"]): StoredRef {
  const sha = Buffer.from(pose).toString("hex").padEnd(64, "0");
  const key = `v1/${teamId}/${sha.slice(0, 2)}/${sha}.webp`;
  return {
    pose,
    key,
    thumb_key: key,
    width: 768,
    height: 1024,
    thumbhash: "1QcSHQRnh493V4dIh4eXh1h4kJUI",
    bytes: 1000,
  };
}

export function expectOk<T>(outcome: Outcome<T>): T {
  if (outcome.ok) return outcome.value;
  throw new Error(`refused: ${JSON.stringify(outcome.refusal)}`);
}
