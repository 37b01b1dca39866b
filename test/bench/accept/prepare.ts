import type { Core } from "../../../src/composition/core.ts";
import { BUCKETS } from "../../../src/domain/buckets.ts";
import { createSeed } from "../../helpers/seed.ts";

/** A character whose resynthesis will be accepted, and the API key for it. */
export type Work = { readonly teamId: string; readonly apiKey: string; readonly characterId: string };

/** The number of accepts that a full bucket admits. */
const CHARACTERS_OF_TEAM = BUCKETS.characters_synthesize.burst;
const TEAMS_AT_ONCE = 8;
const CREDITS = 1_000;

/** Creates teams with a character for each of their tokens, so that every call will be accepted. */
export async function prepare({ app }: Core, count: number): Promise<readonly Work[]> {
  const seed = createSeed(app);
  // One row for each token of a team. Its calls are spread over the whole run, because many teams are measured at once.
  const rows: Work[][] = Array.from({ length: CHARACTERS_OF_TEAM }, () => []);
  let missing = count;
  const makeNext = async () => {
    while (missing > 0) {
      missing -= CHARACTERS_OF_TEAM;
      const { teamId, apiKey } = await seed.team({ credits: CREDITS });
      for (const row of rows) row.push({ teamId, apiKey, characterId: await seed.character(teamId) });
    }
  };
  await Promise.all(Array.from({ length: TEAMS_AT_ONCE }, makeNext));
  return rows.flat().slice(0, count);
}
