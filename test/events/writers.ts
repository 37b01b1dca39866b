import type { AppContext } from "../../src/context.ts";
import { updateCharacter } from "../../src/services/characters/change-character.ts";
import { expectOk } from "../helpers/seed.ts";

/** Changes all characters in parallel, each `rounds` times, as fast as the database allows and without rate limits. */
export async function writeChanges(
  apps: readonly AppContext[],
  teamId: string,
  characterIds: readonly string[],
  rounds: number,
): Promise<void> {
  const write = async (characterId: string, nth: number) => {
    for (let round = 1; round <= rounds; round++) {
      const app = apps[(nth + round) % apps.length] as AppContext;
      const target = { db: app.db, limiter: app.callLimiter, teamId, characterId, eligible: [] };
      expectOk(await updateCharacter(target, { name: `${nth} ${round}`, attributes: undefined }));
      app.notifier.notifyChanged(teamId);
    }
  };
  await Promise.all(characterIds.map(write));
}
